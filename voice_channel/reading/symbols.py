"""Signs, brackets and punctuation: said, turned into a pause, or dropped."""

import re

from voice_channel.reading.numerals import ordinal

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)}
_SAME = str.maketrans(
    {
        **{roman: str(number) for number, roman in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", start=1)},
        **dict.fromkeys("∼〜～˜", "~"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("ㆍ・‧∙•⋅", "·"),
        **dict.fromkeys("‘’′`", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\xa0\u2002\u2003\u2009\u3000\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\ufe0f"),
    }
)
_HANJA_GLOSS = re.compile(r"\s?\([\u4e00-\u9fff·\s]+\)")
_ANGLE_PAIR = re.compile(r"\s*<\s*([^<>]*?)\s*>")
_LONE_JAMO = re.compile("[ㄱ-ㅎㅏ-ㅣ]{2,}|(?<=\\s)ㅡ(?=\\s)")
_TIGHT_TITLE = re.compile("(?<=[」』》〉])(?=[제별])")
_BULLET = re.compile(r"^\s*(?:[-*·○●□■◦▪▶▷◇◆☞✔✓※ㅇ☎]+\s+|[※☞✔✓▶▷○●□■◇◆]+\s*)", re.MULTILINE)
_LIST_NUMBER = re.compile(r"^\s*(?:(\d{1,2})[.)]|\((\d{1,2})\))\s+(?!\d{1,2}\.)", re.MULTILINE)
_CIRCLED = re.compile("\\s*([①-⑳])\\s*")
_ARROW = re.compile(r"\s*(?:→|⇒|➡|➔|▶|▷|->|=>|>)\s*")
_QUOTES = re.compile("[\"'「」『』〈〉《》<]")
_OPEN = re.compile(r"\s*[(\[{【〔]\s*")
_CLOSE_BEFORE_PARTICLE = re.compile(
    r"([가-힣]?)\s*[)\]}】〕]((?:(?:에서|에게|으로|까지|부터|에|로|와|과)(?:도|는|만|의)?"
    r"|이나|이며|이고|입니다|이|가|은|는|을|를|의|도|만|나)(?![가-힣]))"
)
_CLOSE = re.compile(r"\s*[)\]}】〕]\s*")
# Not after a sentence: 반갑습니다~ is only a friendly tone.
_PARTICLE_PAIRS = (("이", "가"), ("은", "는"), ("을", "를"), ("과", "와"))
_WORD_RANGE = re.compile(r"(?<=[가-힣])(?<![요다죠네까자])\s?~\s?([가-힣]+)")
_SAID = {
    "&": " 앤드 ",
    "+": " 플러스 ",
    "@": " 골뱅이 ",
    "#": " 샵 ",
    "%": " 퍼센트",
    "㎡": " 제곱미터",
    "㎥": " 세제곱미터",
    "℃": " 도",
    "×": " 곱하기 ",
    "÷": " 나누기 ",
    "=": " 는 ",
    "≥": " 이상 ",
    "≤": " 이하 ",
    "±": " 플러스마이너스 ",
    "↑": " 이상 ",
    "↓": " 이하 ",
    "₩": " 원",
    "$": " 달러",
}
_SAID_PATTERN = re.compile("|".join(map(re.escape, _SAID)))
_PAUSE = re.compile(r"\s*[·/|;:]\s*")
_DROPPED = re.compile(r"[~*_^★☆◆◇■□●○▶▷※☞✔✓♥♡☎✆©®™\\-]")
_UNSPEAKABLE = re.compile("[^\\s.,?!가-힣]")


def unify(text: str) -> str:
    """One spelling for look-alike signs, full-width letters and blanks."""
    text = _HANJA_GLOSS.sub("", text.translate(_SAME).translate(_FULLWIDTH))
    text = _ANGLE_PAIR.sub(r" \1", text)
    text = _LONE_JAMO.sub(" ", text)
    return _TIGHT_TITLE.sub(" ", text)


def read_lists(text: str) -> str:
    """Bullets go, list numbers and circled numbers become 첫째, 둘째 ..."""
    text = _BULLET.sub("", text)
    text = _LIST_NUMBER.sub(lambda m: f"{ordinal(int(m[1] or m[2]))}, ", text)
    return _CIRCLED.sub(lambda m: f" {ordinal(ord(m[1]) - 0x245F)}, ", text)


def read_symbols(text: str) -> str:
    """Signs in words or as pauses; only words and . , ? ! are left."""
    text = _ARROW.sub(", ", text)
    text = re.sub(r"/(?=또는|혹은)", " ", text)
    text = _QUOTES.sub("", text)
    text = _OPEN.sub(", ", text)
    text = _CLOSE_BEFORE_PARTICLE.sub(_particle, text)
    text = _CLOSE.sub(", ", text)
    text = _WORD_RANGE.sub(r"부터 \1까지", text)
    text = re.sub(r"#(?=[을를이가은는표키])", "샵", text)
    text = re.sub(r"\*(?=\s?[표키을를])", "별", text)
    text = _SAID_PATTERN.sub(lambda m: _SAID[m[0]], text)
    text = re.sub(r"\s*(?:…|\.{2,})\s*", ". ", text)
    text = _PAUSE.sub(", ", text)
    text = re.sub(r"(?<=[가-힣])-(?=[가-힣])", " ", text)
    return _tidy(_UNSPEAKABLE.sub(" ", _DROPPED.sub(" ", text)))


def _particle(match: re.Match[str]) -> str:
    """A particle behind a bracket follows the word inside it: 수수료(5만 원)를 -> 수수료, 오만 원을."""
    last, particle = match.groups()
    for with_final, without_final in _PARTICLE_PAIRS:
        if last and particle in (with_final, without_final):
            return last + (with_final if (ord(last) - 0xAC00) % 28 else without_final)
    return last + particle


def _tidy(text: str) -> str:
    text = re.sub(r"[ ]+", " ", text)
    text = re.sub(r"\s+(?=[.,?!])", "", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*(?=[.?!])|,\s*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"([.?!])\s*,", r"\1", text)
    text = re.sub(r",(?=\S)", ", ", text)
    text = re.sub(r"^[\s,.]+(?=\S)", "", text)
    return text.strip()
