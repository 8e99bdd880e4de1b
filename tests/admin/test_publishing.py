"""Publishing questions: trained beside the live bot, tested, swapped; every failure changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from admin.publishing.comparison import Asked, compare, regressions
from admin.publishing.names import Predictions
from admin.rendering import duration
from knowledge import KnowledgeSettings, KnowledgeStore

LOST, ISSUE = "civil/passport_lost", "civil/passport_issue"
ROOT = Path(__file__).parents[2]
DOMAINS = [
    "general",
    "civil",
    "environment",
    "traffic",
    "welfare",
    "urban",
    "culture",
    "economy",
    "education",
    "safety",
]


def with_question(publisher: Any, question: str, key: str = LOST) -> str:
    text = publisher.article(key).read_text()
    return str(text.replace("questions:\n", f"questions:\n  - {question}\n", 1))


def test_a_new_question_is_trained_tested_and_swapped_in(publisher: Any) -> None:
    client = publisher.client("approver")
    before = publisher.newest_model()
    text = with_question(publisher, "여권이 감쪽같이 사라졌습니다")
    assert publisher.publish(client, LOST, text).json()["status"] == "queued"
    publisher.wait_until("done")
    assert publisher.article(LOST).read_text() == text
    assert publisher.bot.loaded == [publisher.newest_model()]
    assert publisher.newest_model() != before
    page = client.get("/publish/1").text
    assert "알아들음" in page
    assert "여권이 감쪽같이 사라졌습니다" in page
    assert "아직 학습하지 않은 질문" not in client.get("/publish").text


def test_the_model_and_the_questions_before_come_back_with_one_click(publisher: Any) -> None:
    client = publisher.client("approver")
    model, text = publisher.newest_model(), publisher.article(LOST).read_text()
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("done")
    assert client.post("/publish/1/revert").status_code == 302
    assert publisher.statuses() == ["reverted"]
    assert publisher.article(LOST).read_text() == text
    assert publisher.newest_model() == model
    assert publisher.bot.loaded[-1] == model
    assert "아직 학습하지 않은 질문" not in client.get("/publish").text


def test_a_failed_training_changes_nothing_and_keeps_the_draft(publisher: Any) -> None:
    client = publisher.client("approver")
    model, text = publisher.newest_model(), publisher.article(LOST).read_text()
    publisher.order("fail")
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("failed")
    assert (publisher.newest_model(), publisher.article(LOST).read_text()) == (model, text)
    assert publisher.bot.loaded == []
    assert "something about the training data is wrong" not in client.get("/publish/1").text
    page = publisher.client("administrator").get("/publish/1").text
    assert "something about the training data is wrong" in page
    assert "감쪽같이" in client.get(f"/articles/{LOST}").text


def test_a_failed_training_is_tried_again_with_one_click(publisher: Any) -> None:
    client = publisher.client("approver")
    text = with_question(publisher, "여권이 감쪽같이 사라졌습니다")
    publisher.order("fail")
    publisher.publish(client, LOST, text)
    publisher.wait_until("failed")
    assert "다시 하기" in client.get("/publish").text
    publisher.order("")
    assert client.post("/publish/1/again").status_code == 302
    publisher.wait_until("failed", "done")
    assert publisher.article(LOST).read_text() == text
    assert client.post("/publish/1/again").status_code == 422


def test_nothing_chosen_starts_nothing(publisher: Any) -> None:
    client = publisher.client("approver")
    client.get("/publish")
    response = client.post("/publish")
    assert response.status_code == 422
    assert "반영할 글을 골라 주세요" in response.text
    assert publisher.statuses() == []


def test_a_second_click_starts_no_second_training(publisher: Any) -> None:
    client = publisher.client("approver")
    publisher.order("wait")
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("training")
    client.get("/publish")
    assert client.post("/publish", {"key": LOST}).status_code == 422
    assert client.post("/publish/files").status_code == 302
    assert client.post("/publish/files").status_code == 422
    publisher.order("")
    publisher.wait_until("done", "done")


def test_the_files_are_trained_by_a_button_of_their_own(publisher: Any) -> None:
    client = publisher.client("approver")
    client.get("/publish")
    assert client.post("/publish/files").status_code == 302
    publisher.wait_until("done")


def test_how_long_a_training_took_is_told_in_minutes() -> None:
    assert [duration(seconds) for seconds in (0, 45, 1518, 3725)] == ["0초", "45초", "25분 18초", "1시간 2분"]


def test_a_model_the_bot_refuses_changes_nothing(publisher: Any) -> None:
    client = publisher.client("approver")
    model, text = publisher.newest_model(), publisher.article(LOST).read_text()
    publisher.bot.refuse = True
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("failed")
    assert (publisher.newest_model(), publisher.article(LOST).read_text()) == (model, text)


def test_a_worse_model_waits_for_a_decision(publisher: Any) -> None:
    client = publisher.client("approver")
    text = publisher.article(LOST).read_text()
    publisher.order("worse")
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("held")
    assert publisher.article(LOST).read_text() == text
    assert "맞힌 비율: 0.950 → 0.800" in client.get("/publish").text
    assert client.post("/publish/1/go-on").status_code == 302
    publisher.wait_until("done")
    assert "감쪽같이" in publisher.article(LOST).read_text()


def test_two_people_publishing_at_once_queue_up_and_both_go_live(publisher: Any) -> None:
    publisher.order("wait")
    first, second = publisher.client("approver"), publisher.client("administrator")
    publisher.publish(first, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("training")
    publisher.publish(second, ISSUE, with_question(publisher, "여권을 처음으로 갖고 싶습니다", ISSUE))
    publisher.wait_until("training", "queued")
    publisher.order("")
    publisher.wait_until("done", "done")
    learnt = (publisher.models / publisher.newest_model()).read_text()
    assert "\\uac10\\ucabd\\uac19\\uc774" in learnt  # 감쪽같이, as JSON
    assert len(publisher.bot.loaded) == 2


def test_a_publication_killed_during_training_goes_on_after_the_restart(publisher: Any) -> None:
    client = publisher.client("approver")
    model, text = publisher.newest_model(), publisher.article(LOST).read_text()
    publisher.order("wait")
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("training")
    publisher.screen.kill()
    assert (publisher.newest_model(), publisher.article(LOST).read_text()) == (model, text)
    publisher.order("")
    publisher.screen.start()
    publisher.wait_until("done")
    assert "감쪽같이" in publisher.article(LOST).read_text()


def test_an_answer_edited_in_a_file_during_training_is_kept(publisher: Any) -> None:
    client = publisher.client("approver")
    publisher.order("wait")
    publisher.publish(client, LOST, with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    publisher.wait_until("training")
    path = publisher.article(LOST)
    path.write_text(path.read_text().replace("27,000원", "28,000원"))
    publisher.order("")
    publisher.wait_until("done")
    assert "28,000원" in path.read_text()
    assert "감쪽같이" in path.read_text()


def test_a_clash_with_a_file_edited_during_training_changes_nothing(publisher: Any) -> None:
    client = publisher.client("approver")
    publisher.order("wait")
    text = with_question(publisher, "여권이 감쪽같이 사라졌습니다").replace("27,000원", "29,000원", 1)
    publisher.publish(client, LOST, text)
    publisher.wait_until("training")
    path = publisher.article(LOST)
    edited = path.read_text().replace("27,000원", "28,000원", 1)
    path.write_text(edited)
    publisher.order("")
    publisher.wait_until("failed")
    assert path.read_text() == edited
    assert publisher.bot.loaded[-1:] in ([], [publisher.newest_model()])


def test_questions_edited_in_files_are_published_from_the_command_line(publisher: Any) -> None:
    path = publisher.article(LOST)
    path.write_text(with_question(publisher, "여권이 감쪽같이 사라졌습니다"))
    screen = publisher.screen
    environment = {
        **os.environ,
        **screen.environment,
        "ADMIN_DATABASE": str(screen.folder / "admin.db"),
        "KNOWLEDGE_DIR": str(screen.knowledge),
    }
    command = [sys.executable, "-m", "admin", "publish"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr
    assert publisher.bot.loaded == [publisher.newest_model()]
    again = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert "새로 배울 질문이 없습니다" in again.stdout


def test_a_new_topic_goes_live_with_its_line_in_the_catalogue_and_back_again(publisher: Any) -> None:
    client = publisher.client("approver")
    catalog = publisher.screen.knowledge / "catalog.yml"
    before = catalog.read_text()
    client.get("/articles/new")
    fields = {
        "title": "물놀이장 이용",
        "domain": "culture",
        "topic": "summer_water_park",
        "department": "culture_tourism",
        "questions": "물놀이장 언제 열어요",
        "summary": "여름에 엽니다.",
    }
    assert client.post("/articles/new", fields).status_code == 302
    client.get("/publish")
    assert client.post("/publish", {"key": "culture/summer_water_park"}).status_code == 302
    publisher.wait_until("done")
    store = KnowledgeStore(KnowledgeSettings(root=publisher.screen.knowledge))
    answer = store.answer("culture/summer_water_park")
    assert answer is not None
    assert answer.text == "여름에 엽니다."
    assert catalog.read_text().startswith(before.rstrip())
    assert client.post("/publish/1/revert").status_code == 302
    assert catalog.read_text().rstrip() == before.rstrip()
    assert not publisher.article("culture/summer_water_park").exists()


def test_models_are_compared_sentence_by_sentence() -> None:
    before = {
        "a": Asked("a", "x", "y", 0.5, False),
        "b": Asked("b", "x", "x", 0.9, True),
        "c": Asked("c", "z", "z", 0.9, True),
    }
    after = {
        "a": Asked("a", "x", "x", 0.9, True),
        "b": Asked("b", "x", "y", 0.5, False),
        "c": Asked("c", "z", "z", 0.9, True),
    }
    report = compare(before, after)
    assert [row["text"] for row in report["better"]] == ["a"]
    assert [row["text"] for row in report["worse"]] == ["b"]
    assert (report["right_before"], report["right_after"]) == (2, 2)


def test_the_gates_lines_are_read() -> None:
    line = "nlu.evaluate: worse than accepted: top1: 0.950 accepted, 0.900 now (may move 0.010)"
    assert regressions(line) == [{"name": "맞힌 비율", "before": "0.950", "after": "0.900"}]


def test_staff_read_names_and_never_the_models_own_words() -> None:
    names = Predictions(KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge")))
    intents = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    acts = [name for entry in intents for name in entry if name not in DOMAINS]
    assert [act for act in acts if names[act] == act] == []
    assert names[LOST] == "여권 분실 신고·재발급"
