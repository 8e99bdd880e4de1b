"""Command line for staff and for `make`: `python -m knowledge validate | coverage`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from knowledge.coverage import coverage_table
from knowledge.errors import KnowledgeError, Problem
from knowledge.findings import Report, make_report
from knowledge.settings import KnowledgeSettings
from knowledge.store import load_state, scan
from knowledge.validate import validate

_HEADINGS = {"error": "고쳐야 합니다", "warning": "살펴봐 주세요", "report": "확인이 필요합니다"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    root: Path = options.knowledge or KnowledgeSettings.from_env().root
    if options.command == "coverage":
        return _coverage(root, options.out)
    report = validate(root, options.evaluation, date.today(), complete=options.complete)
    report = make_report([*report.findings, *_importer(options.config)], report.articles, report.questions)
    print(json.dumps(_as_json(report), ensure_ascii=False, indent=1) if options.json else _as_text(report))
    return 0 if report.ok else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge", description="상담 글을 검사하고 현황표를 만듭니다."
    )
    parser.add_argument("--knowledge", type=Path, help="글이 있는 폴더 (기본: KNOWLEDGE_DIR 또는 knowledge)")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("validate", help="모든 글을 검사합니다")
    check.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줍니다")
    check.add_argument("--complete", action="store_true", help="글이 없는 주제도 오류로 봅니다")
    check.add_argument("--evaluation", type=Path, default=Path("tests/nlu"), help="평가 자료(.tsv) 폴더")
    check.add_argument("--config", type=Path, default=Path("config.yml"), help="Rasa 설정 파일")
    table = commands.add_parser("coverage", help="지식 현황표를 만듭니다")
    table.add_argument("--out", type=Path, default=Path("docs/coverage.md"), help="만들 파일")
    return parser


def _importer(config: Path) -> tuple[Problem, ...]:
    """Check that training would really use the knowledge base."""
    if not config.is_file():
        return ()
    try:
        from knowledge.importer import assert_importable

        assert_importable(config)
    except KnowledgeError as error:
        return error.problems
    except ImportError as error:
        remedy = "`make run`으로 설치를 다시 해 주세요."
        return (
            Problem("importer", str(config), 0, f"KnowledgeImporter를 불러올 수 없습니다. ({error})", remedy),
        )
    return ()


def _as_json(report: Report) -> dict[str, object]:
    return {
        "ok": report.ok,
        "articles": report.articles,
        "questions": report.questions,
        "errors": [finding.as_dict() for finding in report.of("error")],
        "warnings": [finding.as_dict() for finding in report.of("warning")],
        "report": [finding.as_dict() for finding in report.of("report")],
    }


def _as_text(report: Report) -> str:
    lines: list[str] = []
    for level, heading in _HEADINGS.items():
        findings = report.of(level)
        if findings:
            lines += [f"{heading} ({len(findings)}건)", *_listed(findings), ""]
    verdict = "이상이 없습니다." if report.ok else "고친 뒤 다시 검사해 주세요."
    lines.append(f"글 {report.articles}개, 질문 {report.questions:,}개를 검사했습니다. {verdict}")
    return "\n".join(lines)


def _listed(findings: Sequence[Problem]) -> list[str]:
    """Say the remedy once for findings in a row that share it."""
    lines: list[str] = []
    for finding, following in zip(findings, [*findings[1:], None], strict=True):
        lines.append(f"  - {finding.place}: {finding.message}")
        if following is None or following.remedy != finding.remedy:
            lines.append(f"    이렇게 고치세요: {finding.remedy}")
    return lines


def _coverage(root: Path, out: Path) -> int:
    try:
        state = load_state(root, scan(root), None)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(coverage_table(state.catalog, state.articles, date.today()), encoding="utf-8")
    print(f"{out} 파일을 만들었습니다.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
