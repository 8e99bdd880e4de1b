"""What was promised of the bot, beside what was measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmark.bots import BotResult
from benchmark.campaign import OURS_HTTP, OURS_IN_PROCESS, STOCK, Campaign


@dataclass(frozen=True)
class Promise:
    """One promise: the limit in words, the measured value in words and whether it holds."""

    what: str
    limit: str
    measured: str
    kept: bool


def check(campaign: Campaign) -> list[Promise]:
    """Compare every promise this run can judge; the largest number of topics counts."""
    results = campaign.all_topics or campaign.compared
    promises = _of_bot(results[0], campaign.actions_mb)
    for name in (OURS_HTTP, OURS_IN_PROCESS):
        promises += _speed(next(result for result in results if result.name == name))
    if campaign.voice is not None:
        first_audio = campaign.voice.first_audio_p50_ms
        promises += [
            _at_most("end of a spoken turn to first sound, median", first_audio, 400, _ms),
            _at_most(
                "spoken sentences cut off at a pause, kiosk", campaign.voice.cut_off["kiosk"], 0.05, _share
            ),
        ]
    stock = campaign.result(STOCK)
    if stock is not None:
        for name in (OURS_HTTP, OURS_IN_PROCESS):
            promises += _factor(campaign.result(name), stock)
    return promises


def _of_bot(ours: BotResult, actions_mb: float) -> list[Promise]:
    accuracy = ours.accuracy
    topics = f"{ours.topics} topics"
    memory = ours.used_mb + actions_mb
    return [
        _at_least(f"right topic first, {topics}", accuracy.top1, 0.95, _share),
        _at_least(f"right topic among the first three, {topics}", accuracy.top3, 0.99, _share),
        _at_least("right when certainty is 0.8 or more", accuracy.sure_right, 0.98, _share),
        _at_least("questions with certainty 0.8 or more", accuracy.sure, 0.85, _share),
        _at_most(f"training, {topics}", ours.training.wall, 60, lambda value: f"{value:.0f} s"),
        _at_most("memory, bot and action server", memory, 1200, lambda value: f"{value:.0f} MB"),
    ]


def _speed(ours: BotResult) -> list[Promise]:
    promises = []
    for load in ours.loads:
        if load.senders == 1:
            promises.append(_at_most(f"text turn, 1 sender, p50 ({ours.name})", load.p50_ms, 10, _ms))
            promises.append(_at_most(f"text turn, 1 sender, p95 ({ours.name})", load.p95_ms, 25, _ms))
        if load.senders == 8:
            name = f"messages a second, 8 senders ({ours.name})"
            promises.append(_at_least(name, load.per_second, 150, lambda value: f"{value:.0f}"))
    return promises


def _factor(ours: BotResult | None, stock: BotResult) -> list[Promise]:
    pairs = [(mine, theirs) for mine, theirs in zip(ours.loads if ours else (), stock.loads, strict=False)]
    return [
        _at_least(
            f"times stock's messages a second, 8 senders ({ours.name})",
            mine.per_second / theirs.per_second,
            8,
            lambda value: f"{value:.1f}x",
        )
        for mine, theirs in pairs
        if ours is not None and mine.senders == 8
    ]


def _at_least(what: str, value: float, limit: float, words: Callable[[float], str]) -> Promise:
    return Promise(what, f">= {words(limit)}", words(value), value >= limit)


def _at_most(what: str, value: float, limit: float, words: Callable[[float], str]) -> Promise:
    return Promise(what, f"<= {words(limit)}", words(value), value <= limit)


def _share(value: float) -> str:
    return f"{value:.3f}"


def _ms(value: float) -> str:
    return f"{value:.1f} ms"
