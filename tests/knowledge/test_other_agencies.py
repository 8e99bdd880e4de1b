from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore, find_agency
from knowledge.other_agencies import load_other_agencies

FILES = ("district.yml", "catalog.yml", "bands.yml", "small_talk.yml", "crisis.yml", "other_agencies.yml")
ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "data" / "nlu" / "other_agencies.yml"
FIELD = re.compile(r"[{}]")


@pytest.fixture
def root(tmp_path):
    for name in FILES:
        shutil.copy(ROOT / "knowledge" / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def store(root):
    return KnowledgeStore(KnowledgeSettings(root=root, recheck_seconds=0))


def write(root: Path, text: str) -> None:
    (root / "other_agencies.yml").write_text(text, encoding="utf-8")


def test_every_agency_says_who_handles_it_and_gives_its_number(store):
    assert store.other_agencies
    for agency in store.other_agencies.values():
        assert agency.title
        assert agency.phone in agency.text
        assert agency.phone in agency.speech
        assert not FIELD.search(agency.text + agency.speech + agency.phone)
        assert len(re.findall(r"[.?!](?:\s|$)", agency.text)) <= 2


def test_every_group_the_bot_is_trained_on_has_words_and_every_agency_is_trained(store):
    training = yaml.safe_load(TRAINING.read_text(encoding="utf-8"))
    trained = {item["intent"] for item in training["nlu"]}
    assert trained == {f"other_agency/{agency}" for agency in store.other_agencies}


def test_an_agency_is_found_by_its_class_name(store):
    agency = find_agency(store.other_agencies, "other_agency/national_pension")
    assert agency is not None
    assert agency.phone == "1355"


@pytest.mark.parametrize("topic", ["other_agency/nobody", "civil/court", "court", ""])
def test_anything_else_names_no_agency(store, topic):
    assert find_agency(store.other_agencies, topic) is None


def test_the_call_centre_of_the_district_is_filled_in(store):
    assert store.district.call_center.phone in store.other_agencies["province_city"].text


def test_an_edit_is_live_at_once(store, root):
    write(root, "zoo: {title: 동물원, text: 동물원 일은 동물원 02-1에서 맡아요., phone: 02-1}")
    assert list(store.other_agencies) == ["zoo"]
    assert store.other_agencies["zoo"].speech == store.other_agencies["zoo"].text


def test_a_broken_edit_keeps_the_last_good_words_and_is_reported(store, root):
    before = store.other_agencies
    write(root, 'zoo:\n  title: 동물원\n  text: "{district.zoo}에 물어봐 주세요."\n  phone: 02-1\n')
    assert store.other_agencies == before
    (problem,) = [p for p in store.problems() if p.file == "other_agencies.yml"]
    assert (problem.code, problem.line) == ("template", 3)


def test_a_missing_number_is_refused_by_name(root):
    write(root, "zoo: {title: 동물원, text: 동물원에서 맡아요.}")
    district = KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge")).district
    with pytest.raises(KnowledgeError, match="phone"):
        load_other_agencies(root / "other_agencies.yml", district)


def test_a_district_may_do_without_the_file(root):
    (root / "other_agencies.yml").unlink()
    store = KnowledgeStore(KnowledgeSettings(root=root))
    assert dict(store.other_agencies) == {}
    assert store.problems() == ()
