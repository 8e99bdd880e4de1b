from __future__ import annotations

import json
import shutil
from pathlib import Path

from channels.topic_index import TopicIndex, topics
from knowledge import KnowledgeSettings, KnowledgeStore

ROOT = Path(__file__).parents[2]


def test_every_topic_with_an_article_is_found_by_its_title_and_other_names(store: KnowledgeStore) -> None:
    index = {entry["payload"]: entry for entry in topics(store)}
    assert len(index) == len(store.topics())
    passport = index['/choose{"topic": "civil/passport_lost"}']
    article, entry = store.article("civil/passport_lost"), store.catalog.topic("civil/passport_lost")
    assert article is not None and entry is not None
    assert (passport["title"], passport["names"]) == (article.title, list(entry.aliases))


def test_what_is_asked_most_comes_first(store: KnowledgeStore) -> None:
    entries = [store.catalog.topic(json.loads(str(t["payload"])[7:])["topic"]) for t in topics(store)]
    priorities = [entry.priority for entry in entries if entry]
    assert priorities == sorted(priorities)


def test_the_index_follows_the_files_and_is_made_once_until_then(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    index = TopicIndex(KnowledgeStore(KnowledgeSettings(root=folder, recheck_seconds=0)))
    body, tag = index.current()
    assert index.current()[0] is body
    (folder / "articles/civil/passport_lost.yml").unlink()
    assert index.current()[1] != tag
    assert b"civil/passport_lost" not in index.current()[0]
