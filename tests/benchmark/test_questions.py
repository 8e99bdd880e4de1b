import pytest

from benchmark.errors import BenchmarkError
from benchmark.questions import Question, about, choose_topics, read_questions, texts_to_send

TOPICS = ["civil/a", "civil/b", "civil/c", "traffic/d", "welfare/e"]


def test_topics_are_taken_from_the_domains_in_turn():
    assert choose_topics(TOPICS, 3) == ["civil/a", "traffic/d", "welfare/e"]
    assert choose_topics(TOPICS, 4) == ["civil/a", "civil/b", "traffic/d", "welfare/e"]


def test_the_same_topics_are_chosen_whatever_the_order_of_the_files():
    assert choose_topics(TOPICS[::-1], 3) == choose_topics(TOPICS, 3)


def test_evaluation_files_are_read_with_or_without_the_domain(tmp_path):
    file = tmp_path / "e.tsv"
    file.write_text(
        'text\tfacet\ttopic\n"인용" 수수료\tfee\tcivil/a\n두 번째\t\td\n빈 주제\t\t\n', encoding="utf-8"
    )
    assert read_questions([file]) == [Question('"인용" 수수료', "a"), Question("두 번째", "d")]


def test_a_file_without_the_columns_is_named(tmp_path):
    file = tmp_path / "e.tsv"
    file.write_text("질문\t주제\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"e\.tsv"):
        read_questions([file])


def test_only_questions_about_the_chosen_topics_count():
    questions = [Question("1", "a"), Question("2", "z")]
    assert about(questions, TOPICS) == [Question("1", "a")]


def test_questions_are_repeated_until_there_are_enough():
    assert texts_to_send([Question("1", "a"), Question("2", "b")], 5) == ["1", "2", "1", "2", "1"]


def test_without_questions_there_is_nothing_to_send():
    with pytest.raises(BenchmarkError):
        texts_to_send([], 5)
