from __future__ import annotations

from nlu.facet_features import facet_grams
from nlu.facet_lexicon import FacetMatch


def words(text: str, matches: list[FacetMatch] | None = None) -> list[str]:
    return facet_grams(text, matches or [])[0]


def test_particles_and_endings_are_kept() -> None:
    features = words("동생이 대신 가도 되나요")
    assert any(feature.startswith("이/") for feature in features)
    assert "end:되/VV 나요/EC >" in features


def test_the_wording_pattern_does_not_depend_on_what_is_talked_about() -> None:
    def pattern(text: str) -> set[str]:
        return {feature for feature in words(text) if "/" not in feature and "end:" not in feature}

    assert pattern("여권을 바꾸고 싶어요") == pattern("물건을 바꾸고 싶어요")


def test_lexicon_phrases_are_features_with_how_sure_they_are() -> None:
    assert {"phrase:fee", "phrase:fee:0.9"} <= set(words("얼마예요", [FacetMatch("fee", 0, 2, 0.9)]))
    assert "phrase:none" in words("얼마예요")


def test_spaces_change_neither_syllables_nor_jamo() -> None:
    assert facet_grams("며칠 걸려요", [])[1:] == facet_grams("며칠걸려요", [])[1:]


def test_text_without_letters_has_features_too() -> None:
    for text in ("", "?", "😀", "\ud800"):
        assert words(text)
