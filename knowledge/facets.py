"""The parts an answer may have, in the order they are shown."""

from __future__ import annotations

from types import MappingProxyType

FACETS = (
    "summary",
    "how",
    "documents",
    "fee",
    "time",
    "eligibility",
    "where",
    "hours",
    "online",
    "contact",
    "penalty",
)

FACET_LABELS = MappingProxyType(
    {
        "summary": "요약",
        "how": "방법",
        "documents": "준비물",
        "fee": "비용",
        "time": "기간",
        "eligibility": "대상",
        "where": "장소",
        "hours": "시간",
        "online": "인터넷 신청",
        "contact": "문의",
        "penalty": "과태료·불이익",
    }
)
