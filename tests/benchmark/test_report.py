from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmark.accuracy import Accuracy
from benchmark.bots import BotResult
from benchmark.campaign import OURS_HTTP, OURS_IN_PROCESS, STOCK, Campaign
from benchmark.load import LoadResult
from benchmark.machine import Machine
from benchmark.plot import write_plot
from benchmark.processes import Cost
from benchmark.promises import check
from benchmark.report import write_report
from benchmark.settings import BenchmarkSettings
from benchmark.voice import VoiceResult

MACHINE = Machine("A processor", 2, 8.0, "Linux", "3.10")


def bot(name, per_second, topics=40):
    loads = tuple(LoadResult(senders, 9.0, 20.0, per_second, 0, 6.0) for senders in (1, 8, 32))
    accuracy = Accuracy(100, 0.96, 0.995, 0.9, 0.99)
    return BotResult(name, topics, Cost(30.0, 25.0), 8.0, 600.0, 650.0, accuracy, loads, 0.5)


@pytest.fixture
def campaign():
    compared = (bot(OURS_HTTP, 160.0), bot(OURS_IN_PROCESS, 200.0), bot(STOCK, 16.0))
    return Campaign(compared, (bot(OURS_HTTP, 155.0, 264), bot(OURS_IN_PROCESS, 190.0, 264)), actions_mb=60.0)


def kept(campaign):
    return {promise.what: promise.kept for promise in check(campaign)}


def test_a_run_that_keeps_every_promise_says_so(campaign):
    assert all(kept(campaign).values())


def test_a_broken_promise_is_told(campaign):
    slow = replace(campaign, all_topics=(bot(OURS_HTTP, 140.0, 264), bot(OURS_IN_PROCESS, 190.0, 264)))
    assert [what for what, ok in kept(slow).items() if not ok] == [
        f"messages a second, 8 senders ({OURS_HTTP})"
    ]
    assert "**no**" in write_report(slow, MACHINE, BenchmarkSettings(), "b.svg", date(2026, 1, 1))


def test_the_speed_beside_stock_is_compared_at_the_same_topics(campaign):
    promises = {promise.what: promise.measured for promise in check(campaign)}
    assert promises[f"times stock's messages a second, 8 senders ({OURS_HTTP})"] == "10.0x"


def test_without_stock_nothing_is_said_about_it(campaign):
    alone = replace(campaign, compared=campaign.compared[:2])
    assert not any("stock" in promise.what for promise in check(alone))


def test_the_report_names_machine_topics_and_evaluation_files(campaign):
    settings = BenchmarkSettings(evaluation=(Path("tests/nlu/evaluation.tsv"),))
    text = write_report(campaign, MACHINE, settings, "b.svg", date(2026, 1, 1))
    for words in ("A processor, 2 cores", "40 topics", "all 264 topics", "tests/nlu/evaluation.tsv", "b.svg"):
        assert words in text


def test_a_smoke_run_says_that_it_judges_nothing(campaign):
    settings = BenchmarkSettings.from_arguments(["--quick"])
    assert "smoke run" in write_report(campaign, MACHINE, settings, "b.svg", date(2026, 1, 1))
    assert settings.report.parts[0] == "results"


def test_the_plot_is_a_picture_of_every_bot(campaign, tmp_path):
    write_plot(campaign, tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_text().count("<svg") == 1


def test_the_voice_channel_is_reported_and_judged_when_it_was_measured(campaign):
    spoken = VoiceResult({"kiosk": 0.0, "web": 0.5}, 24, 24, {"kiosk": 1260.0, "web": 750.0}, 67.0, 121.0)
    with_voice = replace(campaign, voice=spoken)
    assert kept(with_voice)["end of a spoken turn to first sound, median"]
    assert "## Voice" in write_report(with_voice, MACHINE, BenchmarkSettings(), "b.svg", date(2026, 1, 1))
    slow = replace(campaign, voice=replace(spoken, first_audio_p50_ms=900.0))
    assert not kept(slow)["end of a spoken turn to first sound, median"]
