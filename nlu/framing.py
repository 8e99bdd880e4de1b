"""Words around a question that say nothing about it: "미안헌디 ... 그것 좀 갈쳐 주구려".

In a short message they weigh as much as the question, and some of them are small talk by themselves.
"""

from __future__ import annotations

import re

_OPENER = re.compile(
    r"^[\s,.!~]*(?:(?:"
    r"안녕하(?:세요|십니까|신가요)|수고(?:가?\s*많으(?:세요|십니다)|하십니다|하세요)|저기요?|저그요?|거시기|거시키|(?:그|저)\s*(?:뭐시냐|뭐시기|뭐냐|뭐더라|거시기)|뭐시냐|있잖아요?|있잖유|말이여|말이야|말이유"
    r"|아이고|아이구|에구|에고|어머|음|흠|에"
    r"|선생님|선상님|아가씨|총각|젊은이|젊은\s*양반|여보세요|여보시오|언니|기사님|사장님"
    r"|실례합니다만?|실례지만|실례하지만|(?:바쁜데|바쁘신데|매번|자꾸)?\s*(?:미안|죄송)(?:하지만|한데요?|헌디요?|합니다만?|스럽지만)"
    r"|(?:뭐|뭣|말씀)?\s*(?:좀|하나)?\s*(?:물어|여쭤|여쭈어)\s*(?:볼|보려고|볼려고)\s*(?:게|것이|거)?\s*(?:있는데요?|있는디|하는데요?|왔는데요?)"
    r"|궁금한\s*(?:게|것이|거)\s*(?:있는데요?|있는디|있어서요?)"
    r"|(?:늙은이|노인네|할매|할배|나이\s*먹은\s*사람|제|내)(?:가|라)?\s*(?:잘\s*)?몰라서\s*(?:그러는디|그러는데요?|묻는데요?|그래요?)"
    r")(?:[\s,.!~]+|$))+"
)
_CLOSER = re.compile(
    r"[\s,.?!~]+(?:그것|그거|고것|그걸|이것|이거)\s*(?:좀|쪼매|쪼까|조금)?\s*"
    r"(?:알려|가르쳐|갈쳐|갈켜|아르켜|말해|말씀해|일러|설명해)\s*(?:주|줘|보|봐|달)\S*[\s.?!~]*$"
)
_LETTER = re.compile(r"[가-힣A-Za-z0-9]")
_FEWEST_LETTERS = 2


def unframed(text: str) -> str:
    """Return the question without the words around it; the whole text when hardly anything would be left."""
    rest = _CLOSER.sub("", _OPENER.sub("", text))
    return rest if len(_LETTER.findall(rest)) >= _FEWEST_LETTERS else text
