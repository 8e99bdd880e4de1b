"""Checks over the questions of all topics: repeated, nearly repeated, or taken from the evaluation set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.article import Article
from knowledge.catalog import Catalog
from knowledge.errors import Problem
from knowledge.examples import Example

NEAR_DUPLICATE = 0.92  # cosine of jamo n-grams
MIN_QUESTIONS = 20
_BLOCK = 1000  # lines compared with all others at once; bounds the memory

_KEEP_ONE = "두 주제 가운데 맞는 쪽에만 남기거나, 주제가 드러나게 고쳐 주세요."


def normalized(text: str) -> str:
    """Return the letters and digits alone, so that spacing and punctuation do not count."""
    return re.sub(r"[\W_]+", "", text.lower())


def questions_of(articles: Sequence[Article]) -> list[Example]:
    """Return all questions with their place."""
    return [
        Example(text, article.key, article.file, line)
        for article in articles
        for text, line in zip(article.questions, article.question_lines, strict=True)
    ]


def check_counts(articles: Sequence[Article]) -> Iterator[Problem]:
    """Find topics with too few questions to be understood."""
    for article in articles:
        if len(article.questions) < MIN_QUESTIONS:
            yield Problem(
                "few_questions",
                article.file,
                article.lines.get("questions", 0),
                f"질문이 {len(article.questions)}개뿐입니다.",
                f"묻는 말, 어르신 말씀, 낱말, 줄임말, 상황을 섞어 {MIN_QUESTIONS}개 이상 적어 주세요.",
                "warning",
            )


def check_duplicates(questions: Sequence[Example], catalog: Catalog) -> Iterator[Problem]:
    """Find questions that are the same but for spaces and punctuation."""
    owners: dict[str, Example] = {}
    for question in questions:
        owner = owners.setdefault(normalized(question.text), question)
        if owner is question:
            continue
        if owner.key == question.key:
            yield Problem(
                "repeated_question",
                question.file,
                question.line,
                f"'{question.text}' 질문이 {owner.line}번째 줄과 같습니다.",
                "하나를 지워 주세요.",
                "warning",
            )
        else:
            yield _pair("shared_question", owner, question, "와 같습니다", "error")
    for topic in catalog.topics.values():
        for alias in topic.aliases:
            holder = owners.get(normalized(alias))
            if holder is not None and holder.key != topic.key:
                other = Example(alias, topic.key, "catalog.yml", topic.line)
                yield _pair("alias", other, holder, "에 적힌 다른 이름과 같습니다", "warning")


def check_near_duplicates(
    questions: Sequence[Example], threshold: float = NEAR_DUPLICATE
) -> Iterator[Problem]:
    """Find questions of different topics that differ by a letter or an ending."""
    if len(questions) < 2:
        return
    # Loading scikit-learn takes a second, which only this check needs.
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [normalized(question.text) for question in questions]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(3, 5), sublinear_tf=True, dtype=numpy.float32)
    try:
        vectors = vectorizer.fit_transform([unicodedata.normalize("NFD", text) for text in texts])
    except ValueError:
        # Every question is shorter than one n-gram.
        return
    transposed = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _BLOCK):
        similar = (vectors[start : start + _BLOCK] @ transposed).tocoo()
        likely = similar.data >= threshold
        for row, column in zip(similar.row[likely] + start, similar.col[likely], strict=True):
            first, second = questions[column], questions[row]
            if column < row and first.key != second.key and texts[column] != texts[row]:
                yield _pair("near_duplicate", first, second, f"의 '{first.text}'와 거의 같습니다", "warning")


def _pair(code: str, first: Example, second: Example, how: str, level: str) -> Problem:
    place = f"{first.file} {first.line}번째 줄({first.key})"
    return Problem(
        code,
        second.file,
        second.line,
        f"'{second.text}'({second.key}) 질문이 {place}{how}.",
        _KEEP_ONE,
        level,
    )


def check_evaluation(questions: Sequence[Example], folder: Path) -> Iterator[Problem]:
    """Find questions that stand word for word in the evaluation set, which must never be trained on."""
    lines = dict(_evaluation_lines(folder))
    for question in questions:
        place = lines.get(normalized(question.text))
        if place is not None:
            yield Problem(
                "evaluation_line",
                question.file,
                question.line,
                f"'{question.text}' 질문이 평가 자료 {place}에도 있습니다.",
                "평가 자료는 학습에 쓰지 않습니다. 글에서 지우거나 다른 말로 바꿔 주세요.",
            )


def _evaluation_lines(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.tsv")):
        rows = path.read_text(encoding="utf-8-sig").splitlines()
        header = rows[0].split("\t") if rows else []
        column = header.index("text") if "text" in header else 0
        for number, row in enumerate(rows, start=1):
            cells = row.split("\t")
            if (number > 1 or "text" not in header) and len(cells) > column and cells[column].strip():
                yield normalized(cells[column]), f"{path.as_posix()} {number}번째 줄"
