from __future__ import annotations

import json
import logging
import threading

import pytest

import knowledge.store
from knowledge import KnowledgeError

LOST = "articles/civil/passport_lost.yml"
WASTE = "articles/environment/large_waste.yml"


def test_topics_are_found_by_key_and_by_bare_id(folder) -> None:
    store = folder.store()
    assert store.topics() == ("civil/passport_lost", "environment/large_waste")
    assert store.article("passport_lost") is store.article("civil/passport_lost")


@pytest.mark.parametrize("topic", ["", "nothing", "environment/passport_lost", "civil/", "passport_issue"])
def test_a_topic_without_an_article_gives_nothing(folder, topic: str) -> None:
    store = folder.store()
    assert store.article(topic) is None
    assert store.answer(topic, "fee") is None


def test_an_answer_is_rendered_for_the_district(folder) -> None:
    answer = folder.store().answer("passport_lost", "summary")
    assert answer is not None
    assert answer.text == "여권을 잃어버리면 바로 신고하세요. 구름과에서 받습니다."
    assert answer.speech == "바로 신고하세요."
    assert answer.facets == ("summary", "fee", "contact")
    assert answer.sources == ("여권법 제11조", "여권법 시행령")
    assert answer.checked == "2025-10-01"


@pytest.mark.parametrize("facet", [None, "penalty", "nonsense"])
def test_a_missing_facet_falls_back_to_the_summary(folder, facet: str | None) -> None:
    answer = folder.store().answer("passport_lost", facet)
    assert answer is not None
    assert answer.facet == "summary"


def test_an_article_switched_off_gives_only_its_department(folder) -> None:
    folder.edit(LOST, "department: civil_service", "department: civil_service\nactive: false")
    answer = folder.store().answer("passport_lost", "fee")
    assert answer is not None
    assert "구름과" in answer.text
    assert "5만 원" not in answer.text
    assert (answer.facets, answer.sources, answer.links) == (("summary",), (), ())


def test_the_spoken_form_is_made_from_the_text_when_none_is_written(folder) -> None:
    answer = folder.store().answer("passport_lost", "fee")
    assert answer is not None
    assert answer.speech == "신고, 무료. 재발급, 5만 원."


@pytest.mark.parametrize(
    ("checked", "needed"),
    [("checked: 2025-11-21", False), ("checked: 2025-11-20", True), ("facets: [fee]", True)],
)
def test_a_fact_is_to_be_confirmed_after_a_year_or_without_a_date(folder, checked: str, needed: bool) -> None:
    folder.edit(
        LOST,
        "facets: [summary, fee], checked: 2025-10-01",
        f"facets: [fee], {checked}".replace("facets: [fee], facets: [fee]", "facets: [fee]"),
    )
    answer = folder.store().answer("passport_lost", "fee")
    assert answer is not None
    assert answer.needs_confirmation is needed


def test_a_fact_without_a_source_is_to_be_confirmed(folder) -> None:
    answer = folder.store().answer("large_waste", "summary")
    assert answer is not None
    assert answer.needs_confirmation
    assert answer.checked == ""


def test_a_facet_without_a_source_of_its_own_leans_on_the_rest_of_its_article(folder) -> None:
    folder.edit(LOST, "  fee: |", "  documents: 신분증을 가져오세요.\n  fee: |")
    answer = folder.store().answer("passport_lost", "documents")
    assert answer is not None and answer.facet == "documents"
    assert answer.sources == ()
    assert not answer.needs_confirmation


def test_a_contact_is_as_good_as_the_profile(folder) -> None:
    store = folder.store()
    contact = store.answer("passport_lost", "contact")
    assert contact is not None and not contact.needs_confirmation
    folder.edit("district.yml", ", checked: 2026-10-01", "")
    contact = store.answer("passport_lost", "contact")
    assert contact is not None and contact.needs_confirmation


def test_only_related_topics_with_an_article_are_offered(folder) -> None:
    store = folder.store()
    answer = store.answer("passport_lost")
    assert answer is not None and answer.related == ()
    text = (folder.root / LOST).read_text().replace("related: [passport_issue]\n", "")
    folder.write("articles/civil/passport_issue.yml", text.replace("여권 분실 신고", "여권 발급"))
    answer = store.answer("passport_lost")
    assert answer is not None
    assert [topic.as_dict() for topic in answer.related] == [
        {"topic": "civil/passport_issue", "title": "여권 발급"}
    ]


def test_an_answer_is_plain_json(folder) -> None:
    answer = folder.store().answer("passport_lost")
    assert answer is not None
    data = json.loads(json.dumps(answer.as_dict()))
    assert data["department"] == {
        "name": "구름과",
        "phone": "099-555-0101",
        "contact": "구름과(전화 099-555-0101)",
    }
    assert data["facets"][1] == {"facet": "fee", "label": "비용"}


def test_an_edited_answer_is_live_at_the_next_access(folder) -> None:
    store = folder.store()
    folder.edit(WASTE, "스티커를 붙여", "신고한 뒤 번호를 적어")
    answer = store.answer("large_waste")
    assert answer is not None
    assert answer.text == "신고한 뒤 번호를 적어 내놓으세요."


def test_an_edit_of_the_same_length_is_noticed(folder) -> None:
    store = folder.store()
    folder.edit(WASTE, "스티커", "번호표")
    answer = store.answer("large_waste")
    assert answer is not None and answer.text.startswith("번호표")


def test_new_and_deleted_articles_are_noticed(folder) -> None:
    store = folder.store()
    text = (folder.root / WASTE).read_text()
    (folder.root / WASTE).unlink()
    assert store.topics() == ("civil/passport_lost",)
    folder.write(WASTE, text)
    assert store.topics() == ("civil/passport_lost", "environment/large_waste")


def test_a_broken_edit_keeps_the_last_good_article_and_is_reported_until_mended(folder, caplog) -> None:
    store = folder.store()
    good = (folder.root / WASTE).read_text()
    with caplog.at_level(logging.INFO, logger="knowledge.store"):
        folder.write(WASTE, good + "facets: [\n")
        for _ in range(5):
            answer = store.answer("large_waste")
        assert answer is not None and answer.text == "스티커를 붙여 내놓으세요."
        assert [problem.file for problem in store.problems()] == [WASTE]
        assert len(caplog.records) == 1
        assert "Knowledge file" in caplog.text and "이렇게 고치세요" in caplog.text
        folder.write(WASTE, good.replace("스티커를", "스티커를 꼭"))
        answer = store.answer("large_waste")
    assert answer is not None and answer.text == "스티커를 꼭 붙여 내놓으세요."
    assert store.problems() == ()
    assert "in order again" in caplog.text


def test_a_half_written_file_keeps_the_last_good_article(folder) -> None:
    store = folder.store()
    folder.write(WASTE, "")
    assert store.answer("large_waste") is not None


def test_an_article_broken_from_the_start_is_left_out_and_reported(folder) -> None:
    folder.write(WASTE, "title: [")
    store = folder.store()
    assert store.topics() == ("civil/passport_lost",)
    assert store.problems()[0].line >= 1


def test_a_change_of_the_profile_reaches_every_answer(folder) -> None:
    store = folder.store()
    folder.edit("district.yml", "name: 구름과", "name: 여권과")
    answer = store.answer("passport_lost")
    assert answer is not None and "여권과에서 받습니다" in answer.text


def test_a_broken_profile_keeps_the_last_good_one(folder) -> None:
    store = folder.store()
    folder.write("district.yml", "name: [")
    (folder.root / "catalog.yml").unlink()
    assert store.district.name == "한빛군"
    assert len(store.catalog.topics) == 3
    assert {problem.file for problem in store.problems()} == {"district.yml", "catalog.yml"}


@pytest.mark.parametrize("file", ["district.yml", "catalog.yml"])
def test_a_start_without_profile_or_catalogue_is_refused(folder, file: str) -> None:
    (folder.root / file).unlink()
    with pytest.raises(KnowledgeError) as caught:
        folder.store()
    assert caught.value.file == file


def test_missing_bands_and_small_talk_are_reported_and_replaced_by_defaults(folder) -> None:
    (folder.root / "bands.yml").unlink()
    (folder.root / "small_talk.yml").unlink()
    store = folder.store()
    assert store.bands.answer == 0.80
    assert store.small_talk.get("greet") is None
    assert {problem.file for problem in store.problems()} == {"bands.yml", "small_talk.yml"}


def test_edited_bands_are_live(folder) -> None:
    store = folder.store()
    folder.edit("bands.yml", "answer: 0.80", "answer: 0.90")
    assert store.bands.answer == 0.90


def test_a_file_called_yaml_is_reported_and_editor_files_are_ignored(folder) -> None:
    folder.write("articles/civil/passport_issue.yaml", "title: 여권")
    folder.write("articles/civil/.passport_lost.yml.swp", "x")
    folder.write("articles/civil/~passport_lost.yml", "x")
    folder.write("articles/civil/passport_lost.yml~", "x")
    assert [problem.code for problem in folder.store().problems()] == ["extension"]


def test_thousands_of_accesses_look_at_the_files_once(folder, monkeypatch) -> None:
    scans = []
    real = knowledge.store.scan
    monkeypatch.setattr(knowledge.store, "scan", lambda root: scans.append(root) or real(root))
    store = folder.store(recheck_seconds=3600)
    for _ in range(5000):
        store.answer("passport_lost", "fee")
    assert len(scans) == 1


def test_only_the_edited_file_is_read_again(folder, monkeypatch) -> None:
    store = folder.store()
    read = []
    real = knowledge.store.load_article
    monkeypatch.setattr(
        knowledge.store, "load_article", lambda path, *rest: read.append(path.name) or real(path, *rest)
    )
    folder.edit(WASTE, "스티커", "번호표")
    store.topics()
    assert read == ["large_waste.yml"]


def test_many_threads_always_see_a_whole_answer(folder) -> None:
    store = folder.store()
    texts = {"스티커를 붙여 내놓으세요.", "번호표를 붙여 내놓으세요."}
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            answer = store.answer("large_waste")
            seen.add(answer.text if answer else "nothing")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        folder.edit(WASTE, "스티커", "번호표")
        store.topics()
        folder.edit(WASTE, "번호표", "스티커")
        store.topics()
    stop.set()
    for reader in readers:
        reader.join()
    assert seen <= texts
    assert seen
