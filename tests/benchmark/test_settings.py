from pathlib import Path

from benchmark.settings import BenchmarkSettings, evaluation_files


def test_only_files_about_topics_are_evaluation_files(tmp_path):
    (tmp_path / "topics.tsv").write_text("text\ttopic\tstyle\n")
    (tmp_path / "emotion.tsv").write_text("text\temotion\n")
    assert evaluation_files(tmp_path) == [tmp_path / "topics.tsv"]


def test_a_real_run_trains_stock_rasa_as_its_default_says_and_replaces_the_report():
    settings = BenchmarkSettings.from_arguments([])
    assert settings.stock_epochs == 100
    assert settings.report == Path("docs/benchmark.md")


def test_the_command_line_overrides_topics_messages_and_files():
    arguments = ["--topics", "12", "--messages", "99", "--evaluation", "a.tsv", "--skip-stock"]
    settings = BenchmarkSettings.from_arguments(arguments)
    assert (settings.topics, settings.messages, settings.evaluation) == (12, 99, (Path("a.tsv"),))
    assert settings.skip_stock
