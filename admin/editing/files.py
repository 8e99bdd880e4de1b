"""Article files: read with a content hash, write whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from admin.errors import NotFoundError
from knowledge import KnowledgeError
from knowledge.document import decode

KEY = re.compile(r"[a-z][a-z0-9_]{0,40}/[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True)
class ArticleFile:
    """An article's file as it is on disk now; no file is empty text."""

    key: str
    text: str
    digest: str


def path_of(root: Path, key: str) -> Path:
    """Return the file of `domain/topic`. Raises NotFoundError for anything that is no such key."""
    if not KEY.fullmatch(key):
        raise NotFoundError("그런 글이 없습니다.")
    return root / "articles" / f"{key}.yml"


def digest_of(text: str) -> str:
    """Return the hash of a text, "" for an article without a file."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def read(root: Path, key: str) -> ArticleFile:
    """Read an article; line ends and byte order mark are normalised as the bot does it."""
    path = path_of(root, key)
    try:
        text = decode(path.read_bytes(), path.name)
    except FileNotFoundError:
        text = ""
    except KnowledgeError as error:
        raise NotFoundError(str(error)) from error
    return ArticleFile(key, text, digest_of(text))


def write(root: Path, key: str, text: str) -> None:
    """Replace an article's file at once; an empty text removes it."""
    path = path_of(root, key)
    if not text:
        path.unlink(missing_ok=True)
        return
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write beside the file, then rename: a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The leading dot keeps the bot from taking the unfinished file for an article.
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def bytes_of(path: Path) -> bytes:
    """Return a file's content, nothing for a missing file."""
    return path.read_bytes() if path.exists() else b""
