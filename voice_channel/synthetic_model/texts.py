"""Texts for the model: sentences to train the sound model on, and sentences the language model counts.

Everything comes from the product's own articles, everyday.txt and templates.txt.
"""

import random
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from voice_channel.reading import spoken_form

SHORTEST_TESTED = 3  # words; single words are no fair test of a language model
_HERE = Path(__file__).parent
_COUNTERS = ("일", "일 안에", "개월", "년", "번", "층", "분", "만 원", "명", "살", "개", "장", "세", "퍼센트")
_NOT_SPOKEN = re.compile(r"[^가-힣 ]+")
_TITLE_PARTS = re.compile(r"[·,/()]")
_FIELD = re.compile(r"\{[^}]*\}")


def spoken(text: str) -> str:
    """Return a written sentence as the Hangul words a speaker says; "" when other letters remain."""
    text = spoken_form(_FIELD.sub("구청", text))
    if re.search(r"[A-Za-z0-9ㄱ-ㅎㅏ-ㅣ]", text):
        return ""
    return " ".join(_NOT_SPOKEN.sub(" ", text).split())


def article_sentences(articles: Path) -> tuple[list[str], list[str]]:
    """Return the spoken forms of (titles, questions) of all articles below a folder, each once, sorted."""
    titles: set[str] = set()
    questions: set[str] = set()
    for file in sorted(articles.rglob("*.yml")):
        article = yaml.safe_load(file.read_text(encoding="utf-8"))
        titles.update(spoken(part) for part in _TITLE_PARTS.split(str(article["title"])))
        questions.update(spoken(str(question)) for question in article.get("questions") or ())
    return sorted(titles - {""}), sorted(questions - {""})


def held_out(sentence: str, one_in: int) -> bool:
    """Say whether a sentence is among the one in so many that are kept for testing; 0 keeps none."""
    return one_in > 0 and zlib.crc32(sentence.encode()) % one_in == 0


def everyday() -> list[str]:
    """Return greetings, answers, menu words, numbers and days."""
    return (_HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()


def templates() -> list[str]:
    """Return sentences with a gap {} for a subject."""
    return (_HERE / "templates.txt").read_text(encoding="utf-8").splitlines()


def number_phrases() -> list[str]:
    """Return numbers up to 100 before the counters residents use: 십사 일, 열네 살."""
    return [spoken(f"{number}{counter}") for counter in _COUNTERS for number in range(1, 101)]


def own_sentences(subjects: Iterable[str]) -> list[str]:
    """Return everyday sentences, numbers, and the templates filled with subjects, such as article titles."""
    return [
        *everyday(),
        *number_phrases(),
        *(template.format(subject) for subject in subjects for template in templates()),
    ]


def training_sentences(sentences: list[str], count: int, seed: int) -> Iterator[str]:
    """Yield texts for the sound model: real sentences, shuffled words, and shuffled syllables.

    The shuffled ones keep the network from learning the sentences by heart instead of the sounds.
    """
    draw = random.Random(seed)
    words = sorted({word for sentence in sentences for word in sentence.split()})
    syllables = [syllable for word in words for syllable in word]
    for _ in range(count):
        kind = draw.random()
        if kind < 0.5:
            yield draw.choice(sentences)
        elif kind < 0.8:
            yield " ".join(draw.choice(words) for _ in range(draw.randint(1, 6)))
        else:
            lengths = [draw.randint(1, 5) for _ in range(draw.randint(1, 5))]
            yield " ".join("".join(draw.choices(syllables, k=length)) for length in lengths)
