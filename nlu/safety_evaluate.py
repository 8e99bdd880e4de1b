"""Score the safety detector on sentences it has not seen: python -m nlu.safety_evaluate [--model models].

Without a model, wording and the models of danger and abuse decide; with one, the whole bot does.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.emotion_evaluate import f1_of
from nlu.errors import NluError
from nlu.labelled_lines import LabelledLine, read_labelled
from nlu.safety_lexicon import ABUSE, CRISIS_KINDS, SafetyLexicon
from nlu.safety_signs import ABUSE_CLASSES, NONE, SafetyModels
from nlu.safety_verdict import SafetySettings, Wording, entity_value, judge
from nlu.text_model import WEIGHTS

FOLDER = Path("tests/nlu/safety")
LEXICON = Path("data/safety.yml")

# From a text to the values of its safety entities.
Detect = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class CrisisScores:
    """Crises noticed, with the right kind, and look-alikes taken for a crisis; and which were wrong."""

    crises: int
    noticed: int
    kind_right: int
    look_alikes: int
    false_alarms: int
    missed: list[LabelledLine]
    alarms: list[LabelledLine]


def shipped_detect(lexicon: Path = LEXICON, weights: Path = WEIGHTS) -> Detect:
    """Return a detector from the shipped files, without the topic classifier's opinion."""
    phrases, models, settings = SafetyLexicon.load(lexicon), SafetyModels.load(weights), SafetySettings()
    return lambda text: [
        entity_value(match) for match in judge(Wording.of(text, phrases, models), {}, settings).matches
    ]


def bot_detect(model: Path) -> Detect:
    """Return a detector that is the whole trained bot."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))

    def detect(text: str) -> list[str]:
        parsed = asyncio.run(agent.parse_message(text))
        return [str(entity["value"]) for entity in parsed["entities"] if entity["entity"] == "safety"]

    return detect


def evaluate(lines: Sequence[LabelledLine], detect: Detect) -> CrisisScores:
    """Score crises against look-alikes; lines of abuse are left out."""
    found = [(line, _crisis(detect(line.text))) for line in lines if line.label != ABUSE]
    crises = [(line, kind) for line, kind in found if line.label != NONE]
    alarms = [line for line, kind in found if line.label == NONE and kind != NONE]
    return CrisisScores(
        crises=len(crises),
        noticed=sum(kind != NONE for _, kind in crises),
        kind_right=sum(kind == line.label for line, kind in crises),
        look_alikes=len(found) - len(crises),
        false_alarms=len(alarms),
        missed=[line for line, kind in crises if kind == NONE],
        alarms=alarms,
    )


def abuse_f1(lines: Sequence[LabelledLine], detect: Detect) -> float:
    """Return the F1 of abuse over abusive lines and look-alikes."""
    return f1_of(ABUSE, [(line.label, ABUSE if ABUSE in detect(line.text) else NONE) for line in lines])


def _crisis(values: Sequence[str]) -> str:
    return next((value.split(":")[1] for value in values if value.startswith("crisis:")), NONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of each round; returns 0, or 2 after naming a mistake on standard error."""
    parser = argparse.ArgumentParser(prog="python -m nlu.safety_evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, help="trained model, or folder of models")
    options = parser.parse_args(arguments)
    try:
        detect = bot_detect(options.model) if options.model else shipped_detect()
        lines = read_labelled(FOLDER / "crisis.tsv", "kind", (NONE, ABUSE, *CRISIS_KINDS))
        abuse = read_labelled(FOLDER / "abuse.tsv", "kind", ABUSE_CLASSES)
    except NluError as error:
        print(f"nlu.safety_evaluate: {error}", file=sys.stderr)
        return 2
    print(
        "| round | crises noticed | kind right | look-alikes taken for a crisis |\n| --- | --- | --- | --- |"
    )
    for round_ in sorted({line.round for line in lines}, key=int):
        scores = evaluate([line for line in lines if line.round == round_], detect)
        print(
            f"| {round_} | {scores.noticed} of {scores.crises} | {scores.kind_right} "
            f"| {scores.false_alarms} of {scores.look_alikes} |"
        )
    for round_ in sorted({line.round for line in abuse}):
        print(f"abuse F1 {round_}: {abuse_f1([line for line in abuse if line.round == round_], detect):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
