"""What the question field completes: titles of topics and the other names residents have for them."""

from __future__ import annotations

import hashlib
import json

from channels.buttons import choose_payload
from knowledge import KnowledgeStore


class TopicIndex:
    """The index as JSON, made again when a staff file changes.

    The whole index goes to the page and is searched there: what somebody types is nobody's business before
    it is sent.
    """

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store
        self._version: int | None = None
        self._body = b""
        self._etag = ""

    def current(self) -> tuple[bytes, str]:
        """Return `{"topics": [{title, names, payload}, ...]}`, most asked first, and its tag."""
        version = self._store.version
        if version != self._version:
            self._body = json.dumps({"topics": topics(self._store)}, ensure_ascii=False).encode()
            self._etag = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
            self._version = version
        return self._body, self._etag


def topics(store: KnowledgeStore) -> list[dict[str, object]]:
    """Return what the page needs of each topic that has an article, most asked first."""
    found = []
    for key in store.topics():
        article, entry = store.article(key), store.catalog.topic(key)
        if article is not None and entry is not None:
            found.append((entry.priority, article.title, entry.aliases, key))
    return [
        {"title": title, "names": list(names), "payload": choose_payload(key)}
        for _, title, names, key in sorted(found)
    ]
