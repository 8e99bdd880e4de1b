"""Whether a counter takes native numerals (세 명) or Sino numerals (삼 층)."""

import re

from voice_channel.reading.numerals import native, number_words
from voice_channel.reading.tables import unit_tables

# Behind "2번" these make it a number in a row (이 번 창구); otherwise it says how often (두 번).
# A list before the noun belongs to it: 3번과 4번 창구, 1~2번 창구.
_TURN_NOUNS = re.compile(
    r"(?:(?:과|와|이나|,|·|\s?또는|\s?및|\s?[~-])?\s?[\d-]+\s?번(?!째))*\s?(?:출구|창구|버튼|단추|버스|마을버스|게이트|승강장|홈|문항|문제|항목|국도|도로|선택|메뉴|키(?![가-힣])|방(?![문법])"
    r"|회의실|상담실|노선|서식|게시판|기둥|종점|정류장|을|입니다|이에요|이요|으로(?!\s?나)|이고|이나|누르|중|구역|레인|후보)"
)
_IN_MENU = re.compile(r"(?:→|⇒|->|번호[는가]?|메뉴에서)\s*$")
_AGE_NOUNS = re.compile(
    r"\s?(?:청년|여성|남성|남자|여자|이상|이하|후반|초반|중반|부모|자녀|주민|부부|직장인|대학생|취업|미혼|기혼"
    r"|와|과|부터|까지|도|는|가|의|에|청|노|세대)"
)
_FIXED_NOUNS = re.compile(
    r"\s?(?:보험|의무|강|악|중증|질환|사회|과제|목표|폭력|범죄|분야|궁|명절|불법|핵심|전략|종교|기본|독자|손)"
)
_MACHINES = re.compile(
    r"(?:차량|차|버스|택시|자전거|컴퓨터|기기|씨씨티비|에이이디|주차|면허|트럭|오토바이|킥보드|충전기|단말기|키오스크)"
    r"(?:는|가|를|을|만|로)?\s?(?:총|약|최대|모두)?\s?$"
)


def count_words(written: str, unit: str, before: str, after: str) -> str:
    """The numeral before a Korean unit: native or Sino by the unit, the size and the words around it."""
    if "." in written or not _counts_natively(int(written.replace(",", "")), unit, before, after):
        return number_words(written)
    number = int(written.replace(",", ""))
    return "첫" if unit == "번째" and number == 1 else native(number)


def _counts_natively(number: int, unit: str, before: str, after: str) -> bool:
    tables = unit_tables()
    if unit not in tables.native or not 1 <= number < tables.native_below.get(unit, 100):
        return False
    if unit == "번":
        return not (_TURN_NOUNS.match(after) or _IN_MENU.search(before))
    if unit == "대":
        return not _FIXED_NOUNS.match(after) and not _is_age_group(number, before, after)
    return True


def _is_age_group(number: int, before: str, after: str) -> bool:
    """20대 is the twenties unless machines are counted."""
    if number % 10 or _MACHINES.search(before):
        return False
    return number >= 20 or bool(_AGE_NOUNS.match(after))
