"""Web and e-mail addresses."""

import re

from voice_channel.reading.latin import letter_names
from voice_channel.reading.numerals import digit_words
from voice_channel.reading.tables import reading_tables

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
_TOP = r"(?<=\.kr|com|net|org|nfo|gov)"
_MAIL = re.compile(rf"([A-Za-z0-9._%+-]+)@({_HOST})")
_URL = re.compile(rf"(?:https?://)?({_HOST}){_TOP}(?![A-Za-z0-9-])(/[\w/.%?=&#-]*)?")
_ACCOUNT = re.compile(r"@([A-Za-z0-9_.]*[A-Za-z0-9_])")
_NAMED_URL = re.compile(rf"([가-힣0-9]+)\s?\(\s?(?:https?://)?({_HOST}){_TOP}(?:/[\w/.%?=&#-]*)?\s?\)")
_GENERIC_NAMES = ("누리집", "홈페이지", "사이트", "주소", "인터넷", "온라인")
_PART = re.compile(r"[A-Za-z]+|\d+|[._-]")
_SEPARATORS = {".": "점", "-": "하이픈", "_": "밑줄"}


def read_links(text: str) -> str:
    """Addresses in words; one in brackets behind a site's name is dropped, the name says it better."""
    text = _NAMED_URL.sub(_named, text)
    text = _MAIL.sub(lambda m: f"{_words(m[1])} 골뱅이 {_words(m[2])}", text)
    text = _ACCOUNT.sub(lambda m: f"골뱅이 {_words(m[1])}", text)
    return _URL.sub(lambda m: _words(m[1]) + _path(m[2]), text)


def _named(match: re.Match[str]) -> str:
    return match[0] if match[1].endswith(_GENERIC_NAMES) else match[1]


def _words(address: str) -> str:
    sites = reading_tables().sites
    words: list[str] = []
    whole_labels = [sites.get(label.lower()) for label in address.split(".")]
    for label, known in zip(address.split("."), whole_labels, strict=True):
        words.append(known or " ".join(_part(part) for part in _PART.findall(label)))
    return " 점 ".join(words)


def _part(part: str) -> str:
    if part in _SEPARATORS:
        return _SEPARATORS[part]
    if part.isdigit():
        return digit_words(part)
    return reading_tables().sites.get(part.lower()) or letter_names(part)


def _path(path: str | None) -> str:
    parts = [part for part in (path or "").split("/") if part]
    return "".join(f" 슬래시 {_words(part)}" for part in parts)
