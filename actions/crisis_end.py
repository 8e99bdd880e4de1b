"""Words that tell that a danger is over, or that there was none."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s.,!?~…ㅎㅋㅠㅜ]+")
_CHILD = r"아들|딸|애기?|아이|아기|손주|손자|손녀|동생|조카"
_PERSON = (
    rf"{_CHILD}|엄마|아빠|어머니|어머님|아버지|아버님|할머니|할아버지|어르신|할멈|영감|남편|아내|집사람|신랑|마누라"
    r"|형|누나|오빠|언니|친구|이모|삼촌|사람|부모님|장모님?|장인"
)
# What follows relief may undo it: "왔는데 쓰러졌어요"; and these words say that it goes on.
_NOT_YET = re.compile(
    r"아직|여전히|계속|자꾸|못(?:찾|껐|봤)|안(?:왔|와|옵|괜찮|꺼졌|나았|보)|괜찮지않|(?:는데|지만|은데)(?:요)?."
    r"|무서|어떡|어떻게해|도와|살려|때리|때려|죽고|죽을"
)
_MEANT_OTHERWISE = re.compile(
    r"(?:장난|농담)(?:이(?!아니)|으로(?!들)|친거)"
    r"|(?:그런|그|이런|죽는다는)(?:뜻|말|얘기|이야기|소리|의미|생각)[은이]?(?:아니|아녀|없)|그(?:런)?게아니(?:라|고|에|야)"
    r"|그냥(?:해|한)(?:번)?(?:본)?(?:말|소리)(?!이?아니)|(?:오해|착각)(?:예|에|입|였|했|하셨|이)"
    r"|잘못(?:봤|알았|알아들|눌|말했)|실수로(?:눌|말)|말이그렇다는|(?:별|아무)일(?:도|은)?(?:아니|없)"
)
_RELIEF = re.compile(
    r"다행(?:이[다에네야구고죠지]|입|히도?(?:왔|찾|괜찮|무사|아무))|한시름|마음(?:이)?놓(?:이|여|였)|안심(?:했|돼|되|이에|이다|입)"
    r"|(?:이제|이젠|지금은|인제|지금)(?:는|은)?(?:다|좀|많이)?(?:괜찮|안아[파프]|안힘들)|괜찮아졌|나아졌|나았어"
    r"|괜찮(?:대|다고|다네)|마음(?:이)?(?:가라앉|편해졌|바뀌)|해결됐"
)
_RESCUED = re.compile(
    r"(?:119|구급차|소방차|구조대|경찰|소방관|구급대)(?:가|이|아저씨가|분이|분들이)?(?:벌써|지금|방금|다)?"
    r"(?:왔|오셨|도착했|데려갔|다녀갔)"
    r"|(?:불|연기|불길)(?:이|을|은|도)?(?:다)?(?:껐|꺼졌|잡혔|빠졌)|다(?:꺼졌|껐)|가스(?:를)?잠갔"
)
_WAY = r"(?:이|가|은|는|도|님이|께서)?(?:지금|방금|이제|집에|무사히|막|잘)*"
_CAME = (
    r"(?:왔대|왔다네|왔답니|오셨대|오셨답|돌아왔|돌아오셨|들어왔|들어오셨|나오셨|집에있|계셨|계시대"
    r"|문(?:을)?(?:여셨|열어주셨)|연락(?:이)?(?:됐|왔|닿)|전화(?:가)?왔|무사)"
)
_BACK = re.compile(rf"^(?:아|어|네|우리|저희)*(?:지금|방금)?(?:우리|옆집)?(?:{_PERSON})?{_WAY}{_CAME}")
_CHILD_BACK = re.compile(rf"(?:{_CHILD}){_WAY}{_CAME}")
# What somebody was told by others is good news, however they put it: "친구네 있었대요".
_HEARD = re.compile(
    r"있었대|있었답|있었다네|계셨대|계셨답|계셨다네|잤대|잤답|주무(?:셨|시고계셨)|별일없으?시?(?:대|답)"
)
_GROWN_UP = re.compile(r"(?:아빠|엄마|아버지|어머니|새엄마|새아빠|삼촌|남자|놈|도둑|누가)(?:가|이|는|은)?")
_FOUND = re.compile(
    rf"^(?:아|어|네|이제|방금|지금|드디어)*(?:우리)?(?:{_PERSON})?(?:을|를)?(?:이제|방금|다시)?찾았"
)
_CALM = re.compile(r"^(?:네|아니|아뇨|아니요|아니에요|저|나|전|난|저는|나는)*괜찮(?:아|습니다|네|어|으)")


def tells_it_is_over(text: str, kind: str) -> bool:
    """Say whether a message after a danger of `kind` tells that it is over or was meant otherwise."""
    said = _SPACES.sub("", text)
    if _MEANT_OTHERWISE.search(said):
        return True
    if _NOT_YET.search(said):
        return False
    if _RELIEF.search(said) or _RESCUED.search(said):
        return True
    if kind == "domestic_violence":
        return False  # the one who came back may be the one who beats
    heard = bool(_HEARD.search(said))
    if kind in ("child_abuse", "crime"):
        heard = heard and not _GROWN_UP.search(said)
        return heard or bool(_CHILD_BACK.search(said) or _FOUND.search(said))
    # "괜찮아요" from somebody who wanted to die may only turn help away.
    calm = kind != "self_harm" and bool(_CALM.search(said))
    return calm or heard or bool(_BACK.search(said) or _FOUND.search(said))
