"""`python -m admin publish`: the questions as they stand in the files, from the command line."""

from __future__ import annotations

import asyncio
import sys

from admin import audit
from admin.audit import Actor
from admin.database import Database
from admin.publishing import models, queue
from admin.publishing.tables import Publication
from admin.publishing.worker import Worker, only_worker
from admin.services import Services
from admin.settings import AdminSettings
from knowledge import KnowledgeStore

_PAUSE = 0.5


def publish_files(settings: AdminSettings, actor: Actor, force: bool) -> int:
    """Train, test and swap in what the files say; returns the exit code (1 failed, 3 held back)."""
    database = Database(settings.database)
    database.migrate()
    services = Services(settings, database, KnowledgeStore())
    problems = services.knowledge.problems()
    if problems:
        print("\n".join(str(problem) for problem in problems), file=sys.stderr)
        print("[publish] 틀린 곳을 고친 뒤 다시 해 주세요. 챗봇은 바뀌지 않았습니다.", file=sys.stderr)
        return 1
    untrained = models.untrained_topics(services.knowledge, settings.models)
    if untrained == [] and not force:
        print("[publish] 새로 배울 질문이 없습니다. 답은 파일을 저장하면 2초 안에 반영됩니다.")
        return 0
    with database.session() as session:
        publication = queue.add(session, actor.username, actor.username, [], "queued")
        if force:
            publication.report = queue.as_json({"forced": True})
        audit.record(session, actor, "반영 시작", "파일에서 고친 질문", str(publication.id))
        publication_id = publication.id
    print(f"[publish] 반영 {publication_id}: {', '.join(untrained or ['모든 주제'])}", flush=True)
    return asyncio.run(_follow(services, publication_id))


async def _follow(services: Services, publication_id: int) -> int:
    """Wait for a publication, working it off here when no staff screen runs."""
    shown = ""
    while True:
        with only_worker(services.settings.work) as allowed:
            if allowed:
                worker = Worker(services)
                worker.recover()
                await worker.step()
        with services.database.session() as session:
            publication = queue.get(session, publication_id)
        if publication.status != shown:
            shown = publication.status
            print(f"[publish] {queue.STATUS_LABELS[shown]}", flush=True)
        if shown not in ("queued", *queue.WORKING):
            return _told(publication)
        await asyncio.sleep(_PAUSE)


def _told(publication: Publication) -> int:
    report = queue.report_of(publication)
    if report.get("asked"):
        right = f"{report['right_before']} → {report['right_after']}"
        print(f"[publish] 시험 질문 {report['asked']}개 가운데 맞힌 것: {right}")
    for kind, label in (("better", "좋아짐"), ("worse", "나빠짐")):
        for row in report.get(kind, []):
            print(f"  {label}: {row['text']}  ({row['before']} → {row['after']})")
    if publication.status == "held":
        print("[publish] 전보다 많이 나빠져 멈췄습니다. 챗봇은 그대로입니다.")
        print("[publish] 그래도 바꾸려면 직원 화면의 '반영하기'에서 눌러 주세요.")
        return 3
    if publication.message:
        print(f"[publish] {publication.message}")
    return 0 if publication.status == "done" else 1
