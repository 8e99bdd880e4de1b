from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge import KnowledgeSettings, KnowledgeStore

PRODUCT = Path(__file__).parents[2] / "knowledge"
TODAY = date(2026, 11, 21)

CATALOG = """\
domains:
  - {id: civil, title: 민원}
  - {id: environment, title: 환경}
topics:
  - {id: passport_lost, domain: civil, title: 여권 분실 신고, kind: report, priority: 1, nationwide: true,
     facets: [summary, fee], confusable_with: [passport_issue], aliases: [여권 잃어버림]}
  - {id: passport_issue, domain: civil, title: 여권 발급, kind: application, priority: 1, nationwide: true,
     facets: [summary], aliases: ["{district.name} 여권"]}
  - {id: large_waste, domain: environment, title: 대형폐기물 배출, facets: [summary]}
"""

BANDS = "answer: 0.80\nask: 0.60\nambiguity: 0.05\ncandidates: 3\nnext_best: 2\n"

SMALL_TALK = """\
greet:
  text:
    - 안녕하세요, {district.bot_name}입니다.
    - 반갑습니다.
  chips: [civil, passport_lost]
"""

PASSPORT_LOST = """\
title: 여권 분실 신고
department: civil_service
questions:
  - 여권을 잃어버렸어요
  - 여권이 없어졌는데 어떻게 하나요
facets:
  summary: 여권을 잃어버리면 바로 신고하세요. {department.name}에서 받습니다.
  fee: |
    - 신고: 무료
    - 재발급: 5만 원(10년)
  contact: "{department.contact}"
speech:
  summary: 바로 신고하세요.
related: [passport_issue]
sources:
  - {title: 여권법 제11조, facets: [summary], checked: 2026-11-01}
  - {title: 여권법 시행령, facets: [summary, fee], checked: 2025-10-01}
links:
  - {title: 여권안내, url: "https://www.passport.go.kr"}
"""

LARGE_WASTE = """\
title: 대형폐기물 배출
department: resource_circulation
questions:
  - 소파 버리려면 어떻게 해요
facets:
  summary: 스티커를 붙여 내놓으세요.
"""


@dataclass
class Folder:
    """A knowledge folder on disk."""

    root: Path

    def write(self, file: str, text: str | bytes) -> Path:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text()
        assert old in text
        self.write(file, text.replace(old, new))

    def store(self, recheck_seconds: float = 0.0) -> KnowledgeStore:
        return KnowledgeStore(KnowledgeSettings(self.root, recheck_seconds), today=lambda: TODAY)


@pytest.fixture()
def sample_district() -> Path:
    return Path(__file__).parent / "sample_district.yml"


@pytest.fixture()
def folder(tmp_path: Path, sample_district: Path) -> Folder:
    folder = Folder(tmp_path / "knowledge")
    folder.write("catalog.yml", CATALOG)
    folder.write("bands.yml", BANDS)
    folder.write("small_talk.yml", SMALL_TALK)
    crisis = (PRODUCT / "crisis.yml").read_text()
    folder.write("crisis.yml", crisis[: crisis.index("lines_for_topics:")])
    folder.write("articles/civil/passport_lost.yml", PASSPORT_LOST)
    folder.write("articles/environment/large_waste.yml", LARGE_WASTE)
    shutil.copy(sample_district, folder.root / "district.yml")
    return folder
