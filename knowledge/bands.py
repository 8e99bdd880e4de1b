"""The certainty bands that decide between answering and asking back (knowledge/bands.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.document import read_document
from knowledge.reader import Reader


@dataclass(frozen=True)
class Bands:
    """Probabilities 0..1 and how many choices are offered."""

    answer: float = 0.80
    ask: float = 0.60
    ambiguity: float = 0.05
    candidates: int = 3
    next_best: int = 2


_FIELDS = ("answer", "ask", "ambiguity", "candidates", "next_best")


def load_bands(path: Path, file: str = "bands.yml") -> Bands:
    """Read and check the bands; fields left out keep their default. Raises KnowledgeError."""
    reader = Reader(file)
    document = read_document(path, file)
    fields = reader.mapping(document, "확신도", (), _FIELDS)
    default = Bands()
    bands = Bands(
        answer=reader.number(fields.get("answer"), "answer", default.answer),
        ask=reader.number(fields.get("ask"), "ask", default.ask),
        ambiguity=reader.number(fields.get("ambiguity"), "ambiguity", default.ambiguity),
        candidates=int(reader.number(fields.get("candidates"), "candidates", default.candidates)),
        next_best=int(reader.number(fields.get("next_best"), "next_best", default.next_best)),
    )
    lines = {name: node.line for name, node in fields.items()}
    if not 0 < bands.ask < bands.answer <= 1:
        reader.problem(
            "bands",
            lines.get("ask", lines.get("answer", 1)),
            "0 < ask < answer <= 1 이어야 합니다.",
            "answer는 0.80, ask는 0.60처럼 ask를 더 작게 적어 주세요.",
        )
    if not 0 <= bands.ambiguity < 1:
        reader.problem(
            "bands", lines["ambiguity"], "ambiguity는 0 이상 1 미만입니다.", "0.05처럼 적어 주세요."
        )
    for name in ("candidates", "next_best"):
        if not 1 <= getattr(bands, name) <= 5:
            reader.problem("bands", lines[name], f"{name}은(는) 1에서 5까지입니다.", "3처럼 적어 주세요.")
    reader.raise_problems()
    return bands
