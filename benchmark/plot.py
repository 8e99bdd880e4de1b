"""docs/benchmark.svg: speed and accuracy side by side."""

from __future__ import annotations

from pathlib import Path

import matplotlib

from benchmark.campaign import Campaign

COLOURS = ("#1b6e53", "#6fb98f", "#b0b0b0")


def write_plot(campaign: Campaign, path: Path) -> None:
    """Draw the compared bots: messages a second by senders, and accuracy."""
    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams["svg.hashsalt"] = "benchmark"
    results = campaign.compared
    figure, (speed, accuracy) = pyplot.subplots(1, 2, figsize=(9, 3.4))
    width = 0.8 / len(results)
    for number, (result, colour) in enumerate(zip(results, COLOURS, strict=False)):
        shift = (number - (len(results) - 1) / 2) * width
        rates = [load.per_second for load in result.loads]
        bars = speed.bar(
            [place + shift for place in range(len(rates))], rates, width, color=colour, label=result.name
        )
        speed.bar_label(bars, fmt="%.0f", fontsize=7)
        shares = [result.accuracy.top1, result.accuracy.top3, result.accuracy.sure_right]
        bars = accuracy.bar([place + shift for place in range(3)], shares, width, color=colour)
        accuracy.bar_label(bars, fmt="%.2f", fontsize=7)
    speed.set_xticks(range(len(results[0].loads)), [str(load.senders) for load in results[0].loads])
    speed.set(xlabel="senders", ylabel="messages a second", title=f"Speed, {results[0].topics} topics")
    speed.legend(fontsize=8, frameon=False)
    accuracy.set_xticks(range(3), ["right first", "right in three", "right when certain"], fontsize=8)
    accuracy.set(ylim=(0, 1.08), title=f"Accuracy, {results[0].accuracy.questions} questions")
    for axes in (speed, accuracy):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
