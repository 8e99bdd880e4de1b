"""What to do next week, by plain rules over the figures."""

from __future__ import annotations

from collections.abc import Sequence

from admin.insight.figures import Figures, MissedQuestion, TopQuestion
from admin.insight.tables import DONE, HELD
from admin.insight.topics import TopicNames

MOST = 5
WORSE_POINTS = 3.0  # percentage points of missed questions worth a word
OFTEN = 2  # a single miss is chance


def advise(
    now: Figures,
    before: Figures,
    asked: Sequence[TopQuestion],
    missed: Sequence[MissedQuestion],
    names: TopicNames,
    waiting: int,
) -> list[str]:
    """Return at most five things to do, the most pressing first; `waiting` are the week's questions
    in the inbox that nobody has looked at.
    """
    found = [*_unanswered(missed, names), *_disliked(asked, names)]
    if before.questions and (now.share("missed") - before.share("missed")) * 100 >= WORSE_POINTS:
        found.append(
            "답하지 못한 비율이 지난주보다 뚜렷이 올랐습니다. 새로 생긴 제도나 행사가 있는지 살펴 주세요."
        )
    if waiting:
        found.append(f"이 주의 ‘못 알아들은 질문’ 가운데 {waiting:,}가지를 아직 살피지 않았습니다.")
    if not found and now.questions:
        found.append("급히 할 일은 없습니다. 지금처럼 글을 살펴 주세요.")
    return found[:MOST]


def _unanswered(missed: Sequence[MissedQuestion], names: TopicNames) -> list[str]:
    said: list[str] = []
    for question in missed:
        if question.count < OFTEN or question.state in (DONE, HELD):
            continue
        who = names.department(question.department) if question.department else "담당 부서를 정해"
        said.append(
            f"“{question.text}” ({question.count:,}번): {who} — 알맞은 글에 질문을 넣거나 새 글을 써 주세요."
        )
    return said[:3]


def _disliked(asked: Sequence[TopQuestion], names: TopicNames) -> list[str]:
    worst = sorted((top for top in asked if top.down >= OFTEN), key=lambda top: -top.down)
    return [
        f"「{names.title(top.topic)}」 답에 ‘도움 안 됨’이 {top.down:,}번 있었습니다: "
        f"{names.department(names.belongs(top.topic)[1])}에서 답을 확인해 주세요."
        for top in worst[:2]
    ]
