from __future__ import annotations

import numpy as np
import pytest

from nlu.documents import read
from nlu.features import BLOCKS, Vectorizer

ROOMY = dict.fromkeys(BLOCKS, 1000)
QUESTIONS = ["여권 분실 신고", "여권을 잃어버렸어요", "전입신고 방법", "이사했어요"]


def fitted(texts: list[str] = QUESTIONS) -> Vectorizer:
    return Vectorizer.fit([read(text).grams for text in texts], ROOMY)


def vector(vectorizer: Vectorizer, text: str) -> np.ndarray:
    return vectorizer.matrix([read(text).grams]).toarray()[0]


def test_particles_and_endings_are_no_morpheme_features() -> None:
    morphemes, _, _ = read("여권을 잃어버렸나요?").grams
    assert "여권" in morphemes
    assert not {"을", "나요", "?"} & set(morphemes)


@pytest.mark.parametrize("variant", ["여권분실", "여 권 분 실", "여권-분실!!", "여권 😀분실"])
def test_spaces_and_punctuation_do_not_change_syllables_and_jamo(variant: str) -> None:
    assert read(variant).grams[1:] == read("여권 분실").grams[1:]


def test_a_single_row_equals_the_row_of_the_matrix() -> None:
    vectorizer = fitted()
    indices, values = vectorizer.row(read("여권 분실했어요").grams)
    row = np.zeros(vectorizer.size, np.float32)
    row[indices] = values
    assert np.allclose(row, vector(vectorizer, "여권 분실했어요"))


def test_a_known_text_has_one_unit_of_length_in_each_block() -> None:
    assert np.isclose(np.square(vector(fitted(), QUESTIONS[0])).sum(), len(BLOCKS), atol=1e-3)


def test_unknown_wording_makes_a_vector_shorter() -> None:
    vectorizer = fitted()
    strange = np.linalg.norm(vector(vectorizer, "여권 쿠폰 뽑기 이벤트"))
    assert 0 < strange < np.linalg.norm(vector(vectorizer, "여권 분실"))


@pytest.mark.parametrize("text", ["", " ", "😀", "?!"])
def test_a_text_without_letters_has_no_features(text: str) -> None:
    indices, values = fitted().row(read(text).grams)
    assert len(indices) == len(values) == 0


def test_the_most_widespread_ngrams_are_kept_when_space_is_short() -> None:
    documents = [read(text).grams for text in [*QUESTIONS, "여권 발급"]]
    vectorizer = Vectorizer.fit(documents, {"morpheme": 1, "syllable": 1, "jamo": 1})
    assert vectorizer.size == 3
    assert list(vectorizer.vocabularies[0]) == ["여권"]


def test_a_vectorizer_survives_being_stored_as_arrays() -> None:
    vectorizer = fitted()
    again = Vectorizer.from_arrays(vectorizer.to_arrays())
    assert again.vocabularies == vectorizer.vocabularies
    assert np.array_equal(vector(again, "여권 분실"), vector(vectorizer, "여권 분실"))


def test_no_texts_give_an_empty_matrix() -> None:
    assert fitted().matrix([]).shape == (0, fitted().size)
