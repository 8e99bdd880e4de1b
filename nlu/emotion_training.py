"""Train the emotion model: python -m nlu.emotion_training KOTE_DIR [--out nlu/weights].

KOTE_DIR holds val.tsv and test.tsv (and train.tsv) of https://github.com/searle-j/KOTE, MIT licence.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.emotion_choice import signs_of
from nlu.emotion_lexicon import EMOTIONS, FEELINGS, NEUTRAL, STRONG, EmotionLexicon
from nlu.errors import NluError
from nlu.labelled_lines import read_labelled
from nlu.text_model import WEIGHTS, TextExample, train_text_model

NAME = "emotion"
EXAMPLES = Path("data/emotion_examples.tsv")
LEXICON = Path("data/emotion.yml")
ACTS = Path("data/nlu/dialogue_acts.yml")

# The numbers KOTE gives its 43 emotions and "none" (its README lists them); the rest fit none of ours.
_KOTE_LABELS = {
    "anger": (0, 3, 6, 20, 21, 22, 23, 31),
    "anxiety": (18, 41),
    "sadness": (5, 10, 19, 25, 27, 30, 36),
    "gratitude": (4,),
    "joy": (13, 14, 28, 32, 40, 42),
    "confusion": (12, 33),
    NEUTRAL: (24,),
}
# Comments longer than a question mix feelings, and a comment counts when one feeling stands out this far.
_LONGEST_COMMENT = 60
_MARGIN = 1.5
_KOTE_WEIGHT = 0.1
_QUESTION_WEIGHT = 0.3
_ACT_FEELINGS = {
    "thanks": "gratitude",
    "complaint_anger": "anger",
    "lonely": "sadness",
    "sad_tired": "sadness",
}
# Acts that may be said with or without a feeling.
_MIXED_ACTS = {
    "praise",
    "abuse",
    "unclear",
    "wrong_answer",
    "crisis_self_harm",
    "emergency_119",
    "more_detail",
}


def read_kote(directory: Path) -> list[tuple[str, str]]:
    """Return (comment, emotion) of the short comments in which one emotion stands out."""
    found = []
    for path in sorted(directory.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t"):
                emotion = _main_emotion({int(number) for number in row[2].split(",")})
                if emotion is not None and len(row[1]) < _LONGEST_COMMENT:
                    found.append((row[1], emotion))
    if not found:
        raise NluError("kote_missing", f"{directory}: no .tsv file of KOTE here")
    return found


def _main_emotion(labels: set[int]) -> str | None:
    """Return the emotion with the largest share of its labels, None when two are close."""
    shares = {name: len(labels & set(of)) / len(of) ** 0.5 for name, of in _KOTE_LABELS.items()}
    first, second = sorted(shares, key=lambda name: -shares[name])[:2]
    return first if shares[first] > _MARGIN * shares[second] else None


def residents_questions() -> list[str]:
    """Return the questions of all articles; KnowledgeError when they cannot be read."""
    store = KnowledgeStore(KnowledgeSettings.from_env())
    articles = [store.article(topic) for topic in store.topics()]
    return [question for article in articles if article is not None for question in article.questions]


def read_acts(path: Path) -> list[tuple[str, str]]:
    """Return (sentence, emotion) of the dialogue acts whose emotion is plain."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (line.removeprefix("- "), _ACT_FEELINGS.get(entry["intent"], NEUTRAL))
        for entry in content["nlu"]
        if entry["intent"] not in _MIXED_ACTS
        for line in entry["examples"].splitlines()
    ]


def emotion_examples(kote: Path, lexicon: EmotionLexicon) -> list[TextExample]:
    """Return everything to train on: our own lines, the bot's questions and acts, and KOTE."""
    own = [(line.text, line.label, 1.0) for line in read_labelled(EXAMPLES, "emotion", EMOTIONS)]
    comments = [(text, label, _KOTE_WEIGHT) for text, label in read_kote(kote)]
    questions = [(text, _by_phrase(text, lexicon), _QUESTION_WEIGHT) for text in residents_questions()]
    acts = [(text, label, _QUESTION_WEIGHT) for text, label in read_acts(ACTS)]
    return [
        TextExample(text, label, weight, signs_of(lexicon.matches(text)))
        for text, label, weight in [*own, *comments, *questions, *acts]
    ]


def _by_phrase(text: str, lexicon: EmotionLexicon) -> str:
    """A resident's question is neutral unless a sure phrase shows a feeling."""
    first = next(iter(lexicon.matches(text)), None)
    return first.emotion if first is not None and first.confidence >= STRONG else NEUTRAL


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights; returns 0, or 2 after naming a mistake on standard error."""
    parser = argparse.ArgumentParser(prog="python -m nlu.emotion_training", description=__doc__)
    parser.add_argument("kote", type=Path, metavar="KOTE_DIR")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    try:
        examples = emotion_examples(options.kote, EmotionLexicon.load(LEXICON))
        train_text_model(examples, (NEUTRAL, *FEELINGS)).save(options.out, NAME)
    except (NluError, KnowledgeError, OSError) as error:
        print(f"nlu.emotion_training: {error}", file=sys.stderr)
        return 2
    print(f"{len(examples)} sentences, weights in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
