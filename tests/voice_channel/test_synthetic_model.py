"""The bundled archive, in stock Vosk, with speech of voices its training never used."""

import json
import tarfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import vosk

from voice_channel.stt.model import SYNTHETIC_MODEL
from voice_channel.synthetic_model import features, texts
from voice_channel.synthetic_model.__main__ import ARCHIVE, UNSEEN
from voice_channel.synthetic_model.evaluate import CONDITIONS, evaluate, recognise
from voice_channel.synthetic_model.speech import HELD_OUT_VARIANTS, TRAINING_VARIANTS, VoiceStyle, espeak
from voice_channel.synthetic_model.units import join_units, mark_continuations, morpheme_parts

ARTICLES = Path(__file__).parents[2] / "knowledge" / "articles"
EXPORT = "python -m voice_channel.synthetic_model export"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("synthetic")
    with tarfile.open(ARCHIVE) as tar:
        tar.extractall(target)
    return target / SYNTHETIC_MODEL


@pytest.fixture(scope="module")
def model(folder: Path) -> vosk.Model:
    vosk.SetLogLevel(-1)
    return vosk.Model(str(folder))


@pytest.fixture(scope="module")
def vocabulary(folder: Path) -> set[str]:
    lines = (folder / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines}


@pytest.fixture
def say() -> Iterator[Callable[[str, str], np.ndarray]]:
    def speak(text: str, variant: str) -> np.ndarray:
        speech = espeak().speak(text, VoiceStyle(variant, rate=140))
        return np.concatenate([features.resample(speech.samples, speech.sample_rate), np.zeros(9600)])

    yield speak


def test_the_archive_is_small_and_has_one_top_folder():
    with tarfile.open(ARCHIVE) as tar:
        tops = {name.split("/")[0] for name in tar.getnames()}
    assert tops == {SYNTHETIC_MODEL}
    assert ARCHIVE.stat().st_size < 4_000_000


def test_no_held_out_voice_was_trained_on():
    assert not set(HELD_OUT_VARIANTS) & set(TRAINING_VARIANTS)


@pytest.mark.parametrize(
    ("variant", "sentence"),
    [
        ("+f3", "대형폐기물 수수료가 얼마예요"),
        ("+m4", "처음부터 다시"),
        ("+grandma", "상담원 연결해 주세요"),
        ("+m6", "여권을 잃어버렸는데 수수료가 얼마예요"),
    ],
)
def test_an_unseen_voice_is_understood(model, say, variant, sentence):
    heard = recognise(vosk.KaldiRecognizer(model, features.SAMPLE_RATE), say(sentence, variant))
    assert heard.replace(" ", "") == sentence.replace(" ", "")


def test_a_grammar_limits_what_is_heard(model, say):
    grammar = json.dumps(["네", "아니요", "처음으로"], ensure_ascii=False)
    limited = vosk.KaldiRecognizer(model, features.SAMPLE_RATE, grammar)
    assert recognise(limited, say("아니요", "+f3")) == "아니요"
    heard = recognise(limited, say("여권 사진이 필요한가요", "+f3"))
    assert set(heard.split()) <= {"네", "아니요", "처음으로"}


def test_a_grammar_can_be_set_and_dropped_while_running(model, say):
    recogniser = vosk.KaldiRecognizer(model, features.SAMPLE_RATE)
    recogniser.SetGrammar('["첫 번째", "두 번째"]')
    assert recognise(recogniser, say("두 번째", "+m4")) == "두 번째"
    recogniser.SetGrammar("[]")
    assert recognise(recogniser, say("고맙습니다", "+m4")) == "고맙습니다"


def test_questions_in_no_article_are_mostly_understood(folder):
    questions = UNSEEN.read_text(encoding="utf-8").splitlines()[:24]
    scores, _ = evaluate(folder, questions, seed=3, conditions=["clean", "noise 15 dB"])
    assert set(scores) < set(CONDITIONS)
    for score in scores.values():
        assert score.character_errors / score.characters < 0.2


def test_the_unseen_questions_are_in_no_article():
    _, questions = texts.article_sentences(ARTICLES)
    unseen = set(UNSEEN.read_text(encoding="utf-8").splitlines())
    assert len(unseen) == 60
    assert not unseen & {*questions, *texts.everyday()}


def test_every_menu_word_and_exported_title_is_a_whole_word(folder, vocabulary):
    titles = (folder / "titles.txt").read_text(encoding="utf-8").splitlines()
    words = {word for text in texts.own_sentences(titles) for word in text.split()}
    assert words <= vocabulary


def test_words_of_todays_articles_can_be_put_together_from_the_vocabulary(folder, vocabulary):
    exported = set((folder / "titles.txt").read_text(encoding="utf-8").splitlines())
    titles, questions = texts.article_sentences(ARTICLES)
    new = sorted(set(titles) - exported)
    if new:
        warnings.warn(f"{len(new)} titles are newer than the voice model; run: {EXPORT}", stacklevel=1)
    words = {word for question in questions for word in question.split()}
    missing = [word for word in words if not _covered(word, vocabulary)]
    assert len(missing) <= 0.02 * len(words), f"run: {EXPORT}  ({len(missing)} words, such as {missing[:10]})"


def _covered(word: str, vocabulary: set[str]) -> bool:
    choices = ((word,), mark_continuations(morpheme_parts(word)), mark_continuations(word))
    return any(vocabulary.issuperset(units) for units in choices)


def test_word_parts_are_joined_again():
    assert join_units("여권 +을 잃어버렸 +는데") == "여권을 잃어버렸는데"
    assert join_units("+을") == "을"
    assert join_units("네") == "네"
