"""Who a message is about: the resident's age, or somebody they ask for."""

from __future__ import annotations

import re

_AGE = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:살|세)(?!\s*(?:이상|이하|미만|부터|까지|넘|대|짜리|시대))")
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
_IN_WORDS = re.compile(
    rf"(?:(?P<tens>{'|'.join(_TENS)})\s*)?(?P<ones>{'|'.join(_ONES)})?"
    r"\s*(?P<unit>살|(?=(?:인데|인디|이에요|예요|이여|입니다|이라|이고|이야|인교|인겨|이우|이오)))"
)
_FEASTS = {"환갑": 60, "칠순": 70, "팔순": 80, "구순": 90}
_FEAST = re.compile(rf"({'|'.join(_FEASTS)})(?=\s*(?:이에요|예요|인데|인디|이 넘|이 지|넘|입니다|노인))")

_AGES = "|".join([*_TENS, *_FEASTS])
_CHILD = r"아이|아기|애기|우리\s*애|애들|아들|딸|손주|손자|손녀|자녀|조카|초등학생|중학생|고등학생|청소년"
_PARENT = (
    r"어머니|어머님|엄마|어무이|어매|아버지|아버님|아빠|아부지|부모님|할머니|할아버지"
    r"|장모님?|장인어른|시어머니|시아버지|시부모님"
)
_SPOUSE = r"남편|아내|집사람|와이프|영감|신랑|마누라|배우자"
# What makes a relative the one it is about: "어머니 대신", "아이 것", "아버지가 예순인데"; not "아들이 대신".
_ABOUT = (
    r"(?:\s*(?:들|의|네))?\s*(?:(?:을|를)?\s*대신(?:해|하여)?|(?:이|가)?\s*쓸|것|거|꺼|건|껀|명의|이름으로"
    rf"|(?:이|가|은|는|도|께서|께서는)(?=\s*(?:올해|이제|내년에?|만|벌써|연세|\d|[가-힣]*(?:살|세)\b|{_AGES})))"
)
_OUR_CHILD = re.compile(rf"(?:우리|저희|제)\s*(?:{_CHILD}|애)(?!들?[이가]?\s*대신)(?=\s|[가-힣]*\s)")
_ON_BEHALF = tuple(
    (who, re.compile(rf"(?:{names}){_ABOUT}"))
    for who, names in (("child", _CHILD), ("parent", _PARENT), ("spouse", _SPOUSE))
)
_SELF = re.compile(
    r"(?:^|\s)(?:제|저|저는|저도|제가|나|나는|나도|내|내가|본인)(?=\s|$|은|는|도|가)|어른\s*(?:것|거|꺼)|말고"
)
_STAGES = (
    ("child", re.compile(r"초등학생|중학생|고등학생|청소년|미성년")),
    ("youth", re.compile(r"대학생|청년|취준생|사회\s*초년생")),
    (
        "senior",
        re.compile(
            r"나\s*같은\s*(?:늙은이|노인)|제가\s*노인|(?:나는|나도|저는|저도)\s*(?:노인|늙은이|어르신)"
        ),
    ),
)
_ADULT, _MIDDLE, _OLD = 18, 35, 65


def age_in(text: str) -> int | None:
    """The age a message tells, in figures or words; an age limit asked about is none."""
    if match := _AGE.search(text):
        return _plausible(int(match.group(1)))
    if match := _FEAST.search(text):
        return _FEASTS[match.group(1)]
    for match in _IN_WORDS.finditer(text):
        tens, ones, unit = match["tens"], match["ones"], match["unit"]
        # Without "살" only a ten makes an age: "예순다섯인데", not "하나인데"; and "열이에요" is a fever.
        if (tens and (tens != "열" or ones or unit)) or (ones and unit):
            return _plausible(_TENS.get(tens or "", 0) + _ONES.get(ones or "", 0))
    return None


def on_behalf_in(text: str) -> str | None:
    """Whose matter it is: child, parent or spouse; None when the message does not say."""
    told = next((who for who, pattern in _ON_BEHALF if pattern.search(text)), None)
    return told or ("child" if _OUR_CHILD.search(text) else None)


def speaks_of_self(text: str) -> bool:
    """Whether the resident says that it is about themselves, or an adult."""
    return bool(_SELF.search(text)) and on_behalf_in(text) is None


def life_stage_in(text: str) -> str | None:
    """child, youth, adult or senior, by age or by what the resident calls the person."""
    age = age_in(text)
    if age is None:
        return next((stage for stage, pattern in _STAGES if pattern.search(text)), None)
    if age < _ADULT:
        return "child"
    if age < _MIDDLE:
        return "youth"
    return "senior" if age >= _OLD else "adult"


def _plausible(age: int) -> int | None:
    return age if 0 < age <= 120 else None
