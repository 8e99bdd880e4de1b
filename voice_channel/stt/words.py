"""Joins word parts: a model may list rare Korean words in parts, the later ones with a plus sign."""

from typing import Any

_CONTINUATION = "+"


def join_text(text: str) -> str:
    """여권 +을 잃어버렸어요 -> 여권을 잃어버렸어요."""
    return text.replace(f" {_CONTINUATION}", "").removeprefix(_CONTINUATION)


def join_words(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Vosk's word list with parts joined: first start, last end, lowest confidence."""
    joined: list[dict[str, Any]] = []
    for word in words:
        part = str(word["word"])
        if part.startswith(_CONTINUATION) and joined:
            last = joined[-1]
            last["word"] += part.removeprefix(_CONTINUATION)
            last["end"] = word["end"]
            if "conf" in word:
                last["conf"] = min(last.get("conf", 1.0), word["conf"])
        else:
            joined.append({**word, "word": part.removeprefix(_CONTINUATION)})
    return joined


def join_result(result: dict[str, Any]) -> dict[str, Any]:
    """One of Vosk's result objects (text, result, alternatives) with word parts joined everywhere."""
    joined = dict(result)
    if "text" in joined:
        joined["text"] = join_text(str(joined["text"])).strip()
    if "partial" in joined:
        joined["partial"] = join_text(str(joined["partial"])).strip()
    if "result" in joined:
        joined["result"] = join_words(joined["result"])
    if "alternatives" in joined:
        joined["alternatives"] = [join_result(alternative) for alternative in joined["alternatives"]]
    return joined
