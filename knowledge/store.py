"""The knowledge base in memory, following the files as staff edit them."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from knowledge.answer import Answer, build_answer
from knowledge.article import Article, load_article
from knowledge.bands import Bands, load_bands
from knowledge.catalog import Catalog, load_catalog
from knowledge.crisis import Crisis, load_crisis
from knowledge.district import District, load_district
from knowledge.errors import KnowledgeError, Problem
from knowledge.other_agencies import OtherAgency, load_other_agencies
from knowledge.settings import KnowledgeSettings
from knowledge.small_talk import SmallTalk, load_small_talk
from knowledge.tone import Tone, load_tone

logger = logging.getLogger(__name__)

Signature = tuple[int, int, int]  # mtime in ns, size, inode
T = TypeVar("T")

_DISTRICT, _CATALOG, _BANDS, _SMALL_TALK = "district.yml", "catalog.yml", "bands.yml", "small_talk.yml"
_OTHER_AGENCIES, _CRISIS, _TONE = "other_agencies.yml", "crisis.yml", "tone.yml"
PROFILE_FILES = (_DISTRICT, _CATALOG, _BANDS, _SMALL_TALK, _OTHER_AGENCIES, _CRISIS, _TONE)


@dataclass(frozen=True)
class _State:
    """One consistent view of all files; replaced as a whole, never changed."""

    signatures: Mapping[str, Signature]
    district: District
    catalog: Catalog
    bands: Bands
    small_talk: SmallTalk
    crisis: Crisis
    tone: Tone
    other_agencies: Mapping[str, OtherAgency]  # by id
    articles: Mapping[str, Article]  # by domain/topic
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)  # by file


class KnowledgeStore:
    """Gives answers from staff-written files; an edit is live at the next access after `recheck_seconds`.

    A file that breaks keeps its last good version and is listed in `problems()`. Safe to share between
    threads. Raises KnowledgeError when the district's profile or the catalogue cannot be read at the start.
    """

    def __init__(
        self, settings: KnowledgeSettings | None = None, today: Callable[[], date] = date.today
    ) -> None:
        self.settings = settings or KnowledgeSettings.from_env()
        self._today = today
        self._lock = threading.Lock()
        self._state = self._load(scan(self.settings.root), None)
        self._checked_at = time.monotonic()

    def topics(self) -> tuple[str, ...]:
        """Return the keys (domain/topic) of all topics that have an article, sorted."""
        return tuple(sorted(self._current().articles))

    def article(self, topic: str) -> Article | None:
        """Return an article by `domain/topic` or by bare topic id."""
        return _find(self._current(), topic)

    def answer(self, topic: str, facet: str | None = None) -> Answer | None:
        """Return the rendered answer for one facet; a missing facet becomes the summary."""
        state = self._current()
        article = _find(state, topic)
        if article is None:
            return None
        return build_answer(article, facet, state.district, state.articles, self._today())

    @property
    def district(self) -> District:
        """The district's profile."""
        return self._current().district

    @property
    def bands(self) -> Bands:
        """The certainty bands."""
        return self._current().bands

    @property
    def small_talk(self) -> SmallTalk:
        """The wordings of dialogue acts."""
        return self._current().small_talk

    @property
    def crisis(self) -> Crisis:
        """What is said to a person in danger."""
        return self._current().crisis

    @property
    def tone(self) -> Tone:
        """The sentences before an answer, by feeling and situation."""
        return self._current().tone

    @property
    def other_agencies(self) -> Mapping[str, OtherAgency]:
        """The bodies that handle what the district does not, by id."""
        return self._current().other_agencies

    @property
    def catalog(self) -> Catalog:
        """All topics the bot should know."""
        return self._current().catalog

    @property
    def version(self) -> int:
        """A number that changes when a file does, for whoever keeps something made from the files."""
        return hash(frozenset(self._current().signatures.items()))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the files right now."""
        problems = self._current().problems
        return tuple(problem for file in sorted(problems) for problem in problems[file])

    def _current(self) -> _State:
        now = time.monotonic()
        if now - self._checked_at >= self.settings.recheck_seconds and self._lock.acquire(blocking=False):
            # Other threads go on with the state they have.
            try:
                self._checked_at = now
                signatures = scan(self.settings.root)
                if signatures != self._state.signatures:
                    self._state = self._load(signatures, self._state)
            finally:
                self._lock.release()
        return self._state

    def _load(self, signatures: Mapping[str, Signature], last: _State | None) -> _State:
        state = load_state(self.settings.root, signatures, last)
        _log_changes(state.problems, last.problems if last else {})
        return state


def scan(root: Path) -> dict[str, Signature]:
    """Return the signature of every file of the knowledge base, by its path inside `root`."""
    found = {name: signature for name, signature in _files(root) if name in PROFILE_FILES}
    for folder in _folders(root / "articles"):
        for name, signature in _files(root / "articles" / folder):
            if name.endswith((".yml", ".yaml")) and not name.startswith((".", "~", "#")):
                found[f"articles/{folder}/{name}"] = signature
    return found


def _files(folder: Path) -> Iterator[tuple[str, Signature]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file():
                    status = entry.stat()
                    yield entry.name, (status.st_mtime_ns, status.st_size, status.st_ino)
    except OSError:
        # A folder or file that vanishes while it is listed is simply gone.
        return


def _folders(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:
        return []


def load_state(root: Path, signatures: Mapping[str, Signature], last: _State | None) -> _State:
    """Read what changed since `last` and keep the rest. Raises KnowledgeError only when `last` is None."""
    loading = _Loading(root, signatures, last)
    district = loading.file(
        _DISTRICT, lambda path: load_district(path, _DISTRICT), last.district if last else None
    )
    names_changed = last is None or district is not last.district
    catalog = loading.file(
        _CATALOG, lambda path: load_catalog(path, district), last.catalog if last else None, names_changed
    )
    names_changed = names_changed or last is None or catalog is not last.catalog
    bands = loading.file(_BANDS, load_bands, last.bands if last else Bands())
    small_talk = loading.file(
        _SMALL_TALK,
        lambda path: load_small_talk(path, district, catalog),
        last.small_talk if last else SmallTalk(),
        names_changed,
    )
    crisis = loading.file(
        _CRISIS,
        lambda path: load_crisis(path, district, catalog),
        last.crisis if last else Crisis(),
        names_changed,
    )
    # A district may do without these two.
    tone = last.tone if last else Tone()
    if _TONE in signatures:
        tone = loading.file(_TONE, lambda path: load_tone(path, district, catalog), tone, names_changed)
    agencies = last.other_agencies if last else {}
    if _OTHER_AGENCIES in signatures:
        agencies = loading.file(
            _OTHER_AGENCIES, lambda path: load_other_agencies(path, district), agencies, names_changed
        )
    articles = loading.articles(district, catalog, names_changed)
    return _State(
        signatures, district, catalog, bands, small_talk, crisis, tone, agencies, articles, loading.problems
    )


class _Loading:
    """One pass over the files."""

    def __init__(self, root: Path, signatures: Mapping[str, Signature], last: _State | None) -> None:
        self.root = root
        self.signatures = signatures
        self.last = last
        self.problems: dict[str, tuple[Problem, ...]] = {}

    def unchanged(self, file: str) -> bool:
        """Tell whether a file is byte for byte the one of the last pass, as far as its signature says."""
        return self.last is not None and self.last.signatures.get(file) == self.signatures.get(file)

    def file(self, file: str, load: Callable[[Path], T], fallback: T | None, again: bool = False) -> T:
        """Load one profile file, or keep `fallback` when it did not change or is broken."""
        if self.last is not None and fallback is not None and self.unchanged(file) and not again:
            self.keep_problems(file)
            return fallback
        try:
            return load(self.root / file)
        except KnowledgeError as error:
            if fallback is None:
                raise
            self.problems[file] = error.problems
            return fallback

    def articles(self, district: District, catalog: Catalog, again: bool) -> dict[str, Article]:
        """Load new and changed articles, keep good old ones, drop deleted ones."""
        kept = {article.file: article for article in self.last.articles.values()} if self.last else {}
        loaded: dict[str, Article] = {}
        for file in sorted(name for name in self.signatures if name.startswith("articles/")):
            article = kept.get(file)
            if self.unchanged(file) and not again:
                self.keep_problems(file)
            else:
                article = self.article(file, district, catalog) or article
            if article is not None:
                loaded[article.key] = article
        return loaded

    def article(self, file: str, district: District, catalog: Catalog) -> Article | None:
        """Load one article, or note its problems."""
        if file.endswith(".yaml"):
            remedy = "파일 이름의 끝을 .yml로 바꿔 주세요."
            self.problems[file] = (Problem("extension", file, 0, "파일 이름이 .yaml로 끝납니다.", remedy),)
            return None
        try:
            return load_article(self.root / file, file, district, catalog)
        except KnowledgeError as error:
            self.problems[file] = error.problems
            return None

    def keep_problems(self, file: str) -> None:
        """Carry over what was already known to be wrong."""
        if self.last is not None and file in self.last.problems:
            self.problems[file] = self.last.problems[file]


def _find(state: _State, topic: str) -> Article | None:
    article = state.articles.get(topic)
    if article is None and "/" not in topic and topic in state.catalog.topics:
        article = state.articles.get(state.catalog.topics[topic].key)
    return article


def _log_changes(now: Mapping[str, tuple[Problem, ...]], before: Mapping[str, tuple[Problem, ...]]) -> None:
    for file, problems in now.items():
        if before.get(file) != problems:
            explained = " / ".join(str(problem) for problem in problems)
            logger.warning(
                "Knowledge file %s is broken; its last good version, if any, stays live. %s", file, explained
            )
    for file in before:
        if file not in now:
            logger.info("Knowledge file %s is in order again.", file)
