"""Private marks around what is already read, so that a later rule can see what kind of thing it was."""

import re

TIME_START, TIME_END = "\ue000", "\ue001"
COUNT_START, COUNT_END = "\ue002", "\ue003"
_INNER = "[^\ue000-\ue003]*"
_DASH = r"\s*[~-]\s*"
_MARKS = re.compile("[\ue000-\ue003]")
_ADJACENT_TIMES = re.compile(TIME_END + r"(\s*)" + TIME_START)
_TIME_RANGE = re.compile(
    f"[{TIME_START}{COUNT_START}]({_INNER})[{TIME_END}{COUNT_END}]{_DASH}{TIME_START}({_INNER}){TIME_END}"
    f"(?:까지)?|{TIME_START}({_INNER}){TIME_END}{_DASH}{COUNT_START}({_INNER}){COUNT_END}(?:까지)?"
)
_NEXT_DAY = re.compile(
    f"{TIME_END}{_DASH}((?:익일|이듬해|다음 ?[날달해]) ?){TIME_START}({_INNER}){TIME_END}(?:까지)?"
)
_COUNT_RANGE = re.compile(f"{COUNT_START}({_INNER}){COUNT_END}{_DASH}{COUNT_START}({_INNER}){COUNT_END}")
_FROM = re.compile(f"({TIME_END}|{COUNT_END})\\s*~")
_UNTIL = re.compile(f"~\\s*[{TIME_START}{COUNT_START}]({_INNER})[{TIME_END}{COUNT_END}](?:까지)?")
_UNTIL_AT = re.compile("까지에(?!서|게)")


def mark_time(words: str) -> str:
    """Remember that `words` is a moment: ranges of it say 부터 ... 까지."""
    return f"{TIME_START}{words}{TIME_END}"


def mark_count(words: str) -> str:
    """Remember that `words` is an amount: ranges of it say 에서."""
    return f"{COUNT_START}{words}{COUNT_END}"


def read_ranges(text: str) -> str:
    """Speak what stands between two marked expressions and drop the marks."""
    text = _ADJACENT_TIMES.sub(lambda match: match.group(1) or " ", text)
    text = _NEXT_DAY.sub(r"부터 \1\2까지", text)
    text = _TIME_RANGE.sub(_read_time_range, text)
    text = _COUNT_RANGE.sub(r"\1에서 \2", text)
    text = _UNTIL.sub(r"\1까지", text)
    text = _FROM.sub("부터 ", text)
    return _UNTIL_AT.sub("까지", _MARKS.sub("", text))


def _read_time_range(match: re.Match[str]) -> str:
    start, end = match.group(1, 2) if match.group(2) is not None else match.group(3, 4)
    return f"{start}부터 {end}까지"
