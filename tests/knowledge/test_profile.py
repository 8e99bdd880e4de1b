from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge import Bands, KnowledgeError, KnowledgeSettings, KnowledgeStore
from knowledge.bands import load_bands
from knowledge.catalog import load_catalog
from knowledge.district import load_district
from knowledge.small_talk import load_small_talk

PRODUCT = Path(__file__).parents[2] / "knowledge"
NAMES = ("name", "full_name", "currency", "app")


def test_the_profile_of_the_product_is_in_order() -> None:
    store = KnowledgeStore(KnowledgeSettings(PRODUCT))
    assert len(store.catalog.topics) == 264
    assert len(store.catalog.domains) == 10
    assert not [problem for problem in store.problems() if not problem.file.startswith("articles/")]


def test_a_department_without_a_number_gives_the_call_centre(sample_district: Path) -> None:
    departments = load_district(sample_district).departments
    assert departments["tax"].phone == "099-120"
    assert not departments["tax"].own_phone
    assert departments["civil_service"].phone == "099-555-0101"
    assert departments["civil_service"].checked == date(2026, 10, 1)


def test_the_whole_profile_is_readable(sample_district: Path) -> None:
    district = load_district(sample_district)
    assert district.office.opens == "08:30"
    assert district.weather_grid == (60, 127)
    assert district.dongs == {"한빛군": ("한빛읍", "별내림면")}
    assert district.reorganization is None


def test_another_district_needs_no_other_edit(tmp_path: Path, sample_district: Path) -> None:
    root = tmp_path / "knowledge"
    shutil.copytree(PRODUCT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(sample_district, root / "district.yml")
    store = KnowledgeStore(KnowledgeSettings(root))
    said = [store.catalog.topics[topic].title for topic in store.catalog.topics]
    said += [text for entry in store.small_talk.acts.values() for text in (*entry.text, *entry.speech)]
    for key in store.topics():
        article = store.article(key)
        assert article is not None
        said.append(article.title)
        answers = [store.answer(key, facet) for facet in article.facets]
        said += [f"{answer.text} {answer.speech} {answer.department.contact}" for answer in answers if answer]
    ours = load_district(PRODUCT / "district.yml").fields()
    for text in said:
        for field in ("district.full_name", "district.currency", "district.app", "district.call_center.name"):
            assert ours[field] not in text
        assert f" {ours['district.name']}" not in f" {text}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: 한빛군\n", "", "'name' 항목이 없습니다"),
        ("phone: 099-120, ", "", "'phone' 항목이 없습니다"),
        ("  tax: {name: 가람과}", "  tax: {phone: 1}", "부서 tax에 'name' 항목이 없습니다"),
        ("weekdays: [1, 2, 3, 4, 5]", "weekdays: [월]", "숫자가 아닙니다"),
        ("weekdays: [1, 2, 3, 4, 5]", "weekdays: [8]", "1(월)부터 7(일)까지"),
        ("currency: 한빛페이", "money: 한빛페이", "'money'(이)라는 항목은 없습니다"),
    ],
)
def test_a_wrong_profile_is_explained(folder, old: str, new: str, said: str) -> None:
    path = folder.root / "district.yml"
    old = old if old in path.read_text() else next(x for x in path.read_text().split("\n") if "  tax: " in x)
    folder.edit("district.yml", old, new)
    with pytest.raises(KnowledgeError) as caught:
        load_district(path)
    assert said in str(caught.value)


def test_bands_left_out_keep_their_default(folder) -> None:
    folder.write("bands.yml", "answer: 0.9\n")
    assert load_bands(folder.root / "bands.yml") == Bands(answer=0.9)


@pytest.mark.parametrize(
    "text",
    [
        "ask: 0.9\n",
        "ask: 0\n",
        "answer: 1.2\n",
        "answer: 많이\n",
        "ambiguity: 1\n",
        "candidates: 0\n",
        "next_best: 9\n",
        "anwser: 0.8\n",
        "answer: .nan\n",
        "candidates: .inf\n",
    ],
)
def test_bands_that_make_no_sense_are_refused(folder, text: str) -> None:
    path = folder.write("bands.yml", text)
    with pytest.raises(KnowledgeError) as caught:
        load_bands(path)
    assert caught.value.line == 1


def test_small_talk_is_rendered_and_its_chips_resolved(folder) -> None:
    entry = folder.store().small_talk.get("greet")
    assert entry is not None
    assert entry.text == ("안녕하세요, 한빛 도우미입니다.", "반갑습니다.")
    assert entry.chips == ("civil", "civil/passport_lost")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("greet: {text: [안녕], chips: [nothing]}", "'nothing'은(는) 없는 주제입니다"),
        ("greet: {text: ['{department.name}']}", "'{department.name}'은(는) 없는 항목입니다"),
        ("greet: {words: [안녕]}", "'text' 항목이 없습니다"),
        ("greet: {text: []}", "할 말이 없습니다"),
    ],
)
def test_wrong_small_talk_is_explained(folder, text: str, said: str) -> None:
    path = folder.write("small_talk.yml", text)
    district = load_district(folder.root / "district.yml")
    with pytest.raises(KnowledgeError) as caught:
        load_small_talk(path, district, load_catalog(folder.root / "catalog.yml", district))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: passport_issue", "id: passport_lost", "두 번 있습니다"),
        ("domain: environment", "domain: nature", "분야 'nature'이(가) 없습니다"),
        ("kind: report", "kind: reprot", "kind 'reprot'은(는) 없습니다"),
        ("[summary, fee]", "[summary, price]", "'price'은(는) 없는 답변 항목입니다"),
        ("[passport_issue]", "[passport_isue]", "'passport_isue' 주제가 없습니다"),
        ("{district.name} 여권", "{district.nmae} 여권", "'{district.nmae}'은(는) 없는 항목입니다"),
    ],
)
def test_a_wrong_catalogue_is_explained(folder, old: str, new: str, said: str) -> None:
    folder.edit("catalog.yml", old, new)
    district = load_district(folder.root / "district.yml")
    with pytest.raises(KnowledgeError) as caught:
        load_catalog(folder.root / "catalog.yml", district)
    assert said in str(caught.value)


def test_settings_come_from_the_environment() -> None:
    assert KnowledgeSettings.from_env({}).root == Path("knowledge")
    assert KnowledgeSettings.from_env({"KNOWLEDGE_DIR": "/srv/minwon"}).root == Path("/srv/minwon")
