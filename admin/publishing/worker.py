"""Works off the queue of publications, one at a time, and picks up after a kill where that is safe.

Nothing outside the staging folder changes before the step `swapping`, and that step can be repeated: a
process killed at any moment leaves either the old state or one that the next start completes.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from admin import audit
from admin.audit import Actor
from admin.errors import AdminError
from admin.publishing import changes, models, queue, staging
from admin.publishing.bot import Bot, BotAwayError
from admin.publishing.commands import CommandError, stop_leftover
from admin.publishing.testing import compare_models
from admin.publishing.training import train
from admin.services import Services

logger = logging.getLogger(__name__)

_PAUSE = 0.3
_FAILED = "학습하지 못했습니다. 챗봇은 바뀌지 않았습니다."
_UNTESTED = "시험하지 못했습니다. 챗봇은 바뀌지 않았습니다."


@contextlib.contextmanager
def only_worker(work: Path) -> Iterator[bool]:
    """Yield whether this process may work: one does at a time, server or command line."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class Worker:
    """Trains, tests and swaps."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.settings = services.settings
        self.bot = Bot(services.settings)

    async def run(self) -> None:
        """Work until cancelled, whenever no other process does."""
        while True:
            with only_worker(self.settings.work) as allowed:
                if allowed:
                    self.recover()
                    await self._work()
            await asyncio.sleep(_PAUSE)

    async def _work(self) -> None:
        while True:
            if not await self.step():
                await asyncio.sleep(_PAUSE)

    def recover(self) -> None:
        """Put back into the queue what a killed process left half done; a swap is simply repeated."""
        with self.services.database.session() as session:
            for publication in queue.waiting(session):
                stop_leftover(publication.pid, self._folder(publication.id))
                publication.pid = None
                if publication.status in ("training", "testing"):
                    publication.status = "queued"
                    publication.message = "멈췄다가 다시 시작했습니다."

    async def step(self) -> bool:
        """Bring the next publication to its end; returns whether there was one."""
        with self.services.database.session() as session:
            publication = queue.next_up(session)
            if publication is None:
                return False
            publication_id, status = publication.id, publication.status
        try:
            if status != "swapping":
                await self._train(publication_id)
                if not await self._test(publication_id):
                    return True
            await self._swap(publication_id)
        except AdminError as error:
            logger.warning("Publication %d failed: %s", publication_id, error.message)
            self._fail(publication_id, error)
        except OSError as error:
            logger.exception("Publication %d failed", publication_id)
            self._fail(publication_id, AdminError(f"파일을 쓰지 못했습니다.\n{error.strerror}"))
        return True

    async def _train(self, publication_id: int) -> None:
        folder = self._folder(publication_id)
        model = models.newest(self.settings.models)
        content = models.record(self.settings.models)
        planned = self._enter(
            publication_id,
            "training",
            started_at=time.time(),
            model_before=model.name if model else "",
            record_before=content,
        )
        root = self.services.knowledge.settings.root
        await asyncio.get_running_loop().run_in_executor(
            None, staging.prepare, folder, self.settings.project, root, planned
        )
        try:
            trained = await train(self.settings, folder, lambda pid: self._note_pid(publication_id, pid))
        except CommandError as error:
            raise CommandError(f"{_FAILED}\n{error.message}") from error
        self._set(publication_id, model_after=trained.name, pid=None)

    async def _test(self, publication_id: int) -> bool:
        """Compare the models; returns whether the new one may go live."""
        planned = self._enter(publication_id, "testing")
        with self.services.database.session() as session:
            publication = queue.get(session, publication_id)
            before, after = publication.model_before, publication.model_after
            forced = bool(queue.report_of(publication).get("forced"))
        try:
            report = await compare_models(
                self.settings,
                self._folder(publication_id),
                before,
                after,
                planned,
                lambda pid: self._note_pid(publication_id, pid),
            )
        except CommandError as error:
            raise CommandError(f"{_UNTESTED}\n{error.message}") from error
        report["forced"] = forced
        self._set(publication_id, report=queue.as_json(report), pid=None)
        if report["regressions"] and not forced:
            self._set(publication_id, status="held", step_at=time.time())
            return False
        return True

    async def _swap(self, publication_id: int) -> None:
        """Install the model, tell the bot, write the files. Undoes all of it when the bot refuses."""
        planned = self._enter(publication_id, "swapping")
        with self.services.database.session() as session:
            publication = queue.get(session, publication_id)
            name, before, content = (
                publication.model_after,
                publication.model_before,
                publication.record_before,
            )
        folder = self._folder(publication_id) / "models"
        target = self.settings.models / name
        note = ""
        try:
            if not target.exists():
                target = models.install(folder / name, self.settings.models, models.record(folder))
            try:
                await self.bot.load_model(target)
            except BotAwayError:
                note = "챗봇이 꺼져 있어, 다음에 켤 때 바뀝니다."
            changes.apply(self.services.knowledge.settings.root, planned)
        except (AdminError, OSError):
            await self._put_back(target, before, content)
            raise
        self._finish(publication_id, note)
        models.forget_old(self.settings.models, {before, name})
        staging.remove(self._folder(publication_id))

    async def _put_back(self, target: Path, before: str, content: str) -> None:
        models.remove(target)
        models.write_record(self.settings.models, content)
        with contextlib.suppress(AdminError):
            if before:
                await self.bot.load_model(self.settings.models / before)

    def _finish(self, publication_id: int, note: str) -> None:
        with self.services.database.session() as session:
            publication = queue.get(session, publication_id)
            publication.status, publication.message = "done", note
            publication.finished_at, publication.pid = time.time(), None
            queue.went_live(session, publication, f"반영 {publication_id}")
            audit.record(session, Actor(publication.username, "-"), "챗봇에 반영", str(publication_id))

    def _fail(self, publication_id: int, error: AdminError) -> None:
        with self.services.database.session() as session:
            publication = queue.get(session, publication_id)
            queue.end(session, publication, "failed", error.message)
            audit.record(session, Actor(publication.username, "-"), "반영 못 함", str(publication_id))
        staging.remove(self._folder(publication_id))

    def _enter(self, publication_id: int, status: str, **values: Any) -> list[changes.Change]:
        self._set(publication_id, status=status, step_at=time.time(), **values)
        with self.services.database.session() as session:
            return changes.load(queue.get(session, publication_id).changes)

    def _note_pid(self, publication_id: int, pid: int) -> None:
        self._set(publication_id, pid=pid)

    def _set(self, publication_id: int, **values: Any) -> None:
        with self.services.database.session() as session:
            publication = queue.get(session, publication_id)
            for name, value in values.items():
                setattr(publication, name, value)

    def _folder(self, publication_id: int) -> Path:
        return staging.folder_of(self.settings.work, publication_id)
