"""docs/evaluation.md and docs/calibration.svg: an evaluation for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nlu.gate import headline

_PROMISES = {
    "top1": ">= 0.95",
    "top3": ">= 0.99",
    "elderly_top1": ">= 0.93",
    "situation_top1": ">= 0.90",
    "facet_accuracy": ">= 0.93",
    "ece": "<= 0.03",
    "right_when_sure": ">= 0.98",
    "sure_share": ">= 0.85",
    "out_of_scope_as_known": "<= 0.02",
    "worst_noise_loss": "<= 0.06",
}


def write_report(scores: Mapping[str, Any], folder: Path) -> None:
    """Write both files into a folder."""
    (folder / "evaluation.md").write_text("\n".join(_lines(scores)) + "\n", encoding="utf-8")
    _write_plot(scores["calibration"], folder / "calibration.svg")


def _lines(scores: Mapping[str, Any]) -> Iterator[str]:
    yield "# Evaluation\n"
    yield "Written by `make evaluate`; do not edit."
    yield "Measured on the files `tests/nlu/*.tsv`, which are never trained on: "
    yield f"{scores['n']} questions over the topics, {scores['acts']['n']} dialogue acts, "
    yield f"{scores['out_of_scope']['n']} out of scope.\n"
    yield "| what | promise | measured |\n| --- | --- | --- |"
    for name, value in headline(scores).items():
        yield f"| {name.replace('_', ' ')} | {_PROMISES.get(name, '')} | {value:.3f} |"
    yield "\n![Confidence against how often it is right](calibration.svg)\n"
    for title in ("styles", "domains", "noise"):
        if scores.get(title):
            yield f"## By {title.removesuffix('s')}\n"
            yield "| | questions | top 1 | top 3 |\n| --- | --- | --- | --- |"
            for name, group in scores[title].items():
                yield f"| {name} | {group['n']} | {group['top1']:.3f} | {group['top3']:.3f} |"
            yield ""
    yield "## The twenty worst topics\n\n| topic | questions | top 1 | top 3 |\n| --- | --- | --- | --- |"
    for row in scores["worst_topics"]:
        yield f"| {row['topic']} | {row['n']} | {row['top1']:.2f} | {row['top3']:.2f} |"
    yield "\n## Most frequent confusions\n\n| expected | answered | times |\n| --- | --- | --- |"
    for pair in scores["confusions"]:
        yield f"| {pair['expected']} | {pair['predicted']} | {pair['n']} |"


def _write_plot(cells: list[Mapping[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams["svg.hashsalt"] = "calibration"
    figure, axes = pyplot.subplots(figsize=(4.6, 3.6))
    axes.plot([0, 1], [0, 1], color="#b0b0b0", linewidth=1)
    sizes = [12 + 160 * cell["share"] for cell in cells]
    axes.scatter([c["confidence"] for c in cells], [c["accuracy"] for c in cells], s=sizes, color="#1b6e53")
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1.02), ylim=(0, 1.05))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
