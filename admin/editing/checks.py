"""Check an article's text as `make validate` would, before anything is written."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import Article, Catalog, KnowledgeError, KnowledgeStore, Problem, Topic
from knowledge.answer import build_answer
from knowledge.article import load_article
from knowledge.question_checks import check_counts, check_duplicates, check_evaluation, questions_of
from knowledge.text_checks import check_facets, check_facts, check_names, check_reading, check_speech

LEVELS = ("error", "warning", "report")


@dataclass(frozen=True)
class Checked:
    """What the checks say of a text; `article` is None when it cannot be used at all."""

    article: Article | None
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the article may be published."""
        return not any(problem.level == "error" for problem in self.problems)


def check(
    store: KnowledgeStore, key: str, text: str, evaluation: Path, today: date, topic: str = ""
) -> Checked:
    """Check one article's text against the district, the catalogue and all other articles.

    `topic` is the catalogue entry (JSON) of a topic that is not in the catalogue yet.
    """
    catalog = with_topic(store.catalog, topic)
    file = f"articles/{key}.yml"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / file
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        try:
            article = load_article(path, file, store.district, catalog)
        except KnowledgeError as error:
            return Checked(None, error.problems)
        values = store.district.fields_for(article.department)
        found = [
            *check_facets(article, catalog.topics[article.topic]),
            *check_facts(article, today),
            *check_reading(article, values),
            *check_speech(article, values),
            *check_names(article, root, store.district),
            *check_counts([article]),
        ]
    found += _questions(store, article, evaluation)
    found.sort(key=lambda problem: (LEVELS.index(problem.level), problem.line))
    return Checked(article, tuple(found))


def with_topic(catalog: Catalog, topic: str) -> Catalog:
    """Return the catalogue with a new topic in it."""
    if not topic:
        return catalog
    fields = json.loads(topic)
    made = Topic(
        id=fields["id"],
        domain=fields["domain"],
        title=fields["title"],
        kind="information",
        priority=3,
        nationwide=fields["nationwide"],
        facets=("summary",),
        confusable_with=(),
        aliases=(),
    )
    return Catalog(catalog.domains, {**catalog.topics, made.id: made})


def preview(store: KnowledgeStore, article: Article, today: date) -> list[dict[str, object]]:
    """Return the answers a resident would get, one for each facet, in order."""
    articles = {key: found for key in article.related if (found := store.article(key)) is not None}
    facets = article.facets if article.active else ("summary",)
    return [build_answer(article, facet, store.district, articles, today).as_dict() for facet in facets]


def _questions(store: KnowledgeStore, article: Article, evaluation: Path) -> list[Problem]:
    """Find questions of this article that stand elsewhere; other articles' own troubles are not its."""
    others = [other for key in store.topics() if key != article.key and (other := store.article(key))]
    own = questions_of([article])
    found = [
        problem
        for problem in check_duplicates([*questions_of(others), *own], store.catalog)
        if problem.file == article.file
    ]
    return [*found, *check_evaluation(own, evaluation)]
