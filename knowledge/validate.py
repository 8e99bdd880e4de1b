"""Everything staff should know before a change goes live: `python -m knowledge validate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.article import Article
from knowledge.catalog import Catalog
from knowledge.district import District
from knowledge.errors import KnowledgeError, Problem
from knowledge.findings import Report, make_report
from knowledge.question_checks import (
    check_counts,
    check_duplicates,
    check_evaluation,
    check_near_duplicates,
    questions_of,
)
from knowledge.store import load_state, scan
from knowledge.text_checks import check_facets, check_facts, check_names, check_reading, check_speech

_NAMES_SHOWN = 8


def validate(root: Path, evaluation: Path, today: date, *, complete: bool = False) -> Report:
    """Check the knowledge folder; `evaluation` holds the .tsv files.

    With `complete`, a topic without an article is an error.
    """
    try:
        state = load_state(root, scan(root), None)
    except KnowledgeError as error:
        return make_report(error.problems)
    articles = [state.articles[key] for key in sorted(state.articles)]
    questions = questions_of(articles)
    findings = [problem for problems in state.problems.values() for problem in problems]
    findings += _missing_topics(
        articles, state.catalog, complete, {Path(file).stem for file in state.problems}
    )
    findings += _departments(state.district)
    for article in articles:
        findings += _article(article, root, state.district, state.catalog, today)
    findings += check_counts(articles)
    findings += check_duplicates(questions, state.catalog)
    findings += check_near_duplicates(questions)
    findings += check_evaluation(questions, evaluation)
    return make_report(findings, len(articles), len(questions))


def _article(
    article: Article, root: Path, district: District, catalog: Catalog, today: date
) -> Iterator[Problem]:
    values = district.fields_for(article.department)
    yield from check_facets(article, catalog.topics[article.topic])
    yield from check_facts(article, today)
    yield from check_reading(article, values)
    yield from check_speech(article, values)
    yield from check_names(article, root, district)


def _missing_topics(
    articles: Sequence[Article], catalog: Catalog, complete: bool, broken: set[str]
) -> Iterator[Problem]:
    written = {article.topic for article in articles} | broken
    missing = [topic for topic in catalog.topics.values() if topic.id not in written]
    if complete:
        for topic in missing:
            file = f"articles/{topic.key}.yml"
            yield Problem(
                "missing_article", file, 0, f"'{topic.title}' 글이 없습니다.", "글을 새로 만들어 주세요."
            )
    elif missing:
        names = ", ".join(topic.key for topic in missing[:_NAMES_SHOWN])
        more = " 등" if len(missing) > _NAMES_SHOWN else ""
        yield Problem(
            "missing_article",
            "articles/",
            0,
            f"아직 글이 없는 주제가 {len(missing)}개 있습니다: {names}{more}.",
            "articles/<분야>/<주제>.yml 글을 만들어 주세요.",
            "warning",
        )


def _departments(district: District) -> Iterator[Problem]:
    unchecked = [department for department in district.departments.values() if department.checked is None]
    if unchecked:
        names = ", ".join(department.name for department in unchecked[:_NAMES_SHOWN])
        more = " 등" if len(unchecked) > _NAMES_SHOWN else ""
        yield Problem(
            "to_confirm",
            "district.yml",
            min(district.lines.get(department.id, 0) for department in unchecked),
            f"[확인 필요] 이름과 전화번호를 확인하지 않은 부서가 {len(unchecked)}곳입니다: {names}{more}.",
            "확인한 부서에 phone과 checked 날짜를 적어 주세요.",
            "report",
        )
