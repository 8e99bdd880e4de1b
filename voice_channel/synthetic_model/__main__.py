"""`python -m voice_channel.synthetic_model train|export|evaluate`: rebuilds the test model (README.md)."""

import argparse
import random
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from voice_channel.synthetic_model import texts
from voice_channel.synthetic_model.speech import HELD_OUT_VARIANTS

HERE = Path(__file__).parent
WEIGHTS = HERE / "acoustic.npz"
ARCHIVE = HERE / "vosk-model-synthetic-ko.tar.gz"
UNSEEN = HERE / "unseen_questions.txt"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()
    options.run(options)
    print(f"done in {time.monotonic() - started:.0f} s")
    return 0


def train(options: argparse.Namespace) -> None:
    """Speak the training texts, train the network and write its weights."""
    from voice_channel.synthetic_model.dataset import build_dataset
    from voice_channel.synthetic_model.network import save_layers
    from voice_channel.synthetic_model.train import train as train_network

    titles, questions = _texts(options)
    spoken = list(
        texts.training_sentences(questions + texts.own_sentences(titles), options.sentences, options.seed)
    )
    data = build_dataset(spoken, options.seed, options.jobs)
    print(f"{data.hours:.1f} hours of speech")
    save_layers(options.weights, train_network(data, options.epochs, options.seed))
    print(f"wrote {options.weights}")


def export(options: argparse.Namespace) -> None:
    """Write the model archive for the words of today's articles."""
    from voice_channel.synthetic_model.export import ExportSettings, pack
    from voice_channel.synthetic_model.export import export as export_model

    titles, questions = _texts(options)
    with tempfile.TemporaryDirectory() as folder:
        report = export_model(
            Path(folder), options.weights, titles, questions + texts.own_sentences(titles), ExportSettings()
        )
        pack(Path(folder), options.archive)
    size = options.archive.stat().st_size / 1e6
    print(f"wrote {options.archive}: {size:.2f} MB")
    print(f"{len(titles)} titles, {len(questions)} questions, {report.units} units")


def evaluate(options: argparse.Namespace) -> None:
    """Print error rates for voices that training never used."""
    from voice_channel.synthetic_model.evaluate import evaluate as evaluate_model
    from voice_channel.synthetic_model.export import MODEL_NAME

    _, questions = _texts(options)
    long_enough = [question for question in questions if len(question.split()) >= texts.SHORTEST_TESTED]
    draw = random.Random(options.seed)
    sets = {
        "questions of the articles": draw.sample(long_enough, min(options.count, len(long_enough))),
        "questions in no article": UNSEEN.read_text(encoding="utf-8").splitlines(),
    }
    if options.hold_out:
        held = [
            text
            for text in texts.article_sentences(options.articles)[1]
            if texts.held_out(text, options.hold_out)
        ]
        held = [text for text in held if len(text.split()) >= texts.SHORTEST_TESTED]
        sets["questions held out"] = draw.sample(held, min(options.count, len(held)))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(options.archive) as tar:
            tar.extractall(folder)  # our own archive
        for name, sentences in sets.items():
            print(name)
            scores, mistakes = evaluate_model(
                Path(folder) / MODEL_NAME, sentences, options.seed, options.variants
            )
            for condition, score in scores.items():
                print(f"  {condition:12} {score}")
            for condition, variant, said, heard in mistakes[: options.show]:
                print(f"    {condition} {variant}: {said} -> {heard}")


def _texts(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    titles, questions = texts.article_sentences(options.articles)
    if not titles:
        sys.exit(f"no articles in {options.articles}; run in the project's folder or give --articles")
    return titles, [text for text in questions if not texts.held_out(text, options.hold_out)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m voice_channel.synthetic_model")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--articles", type=Path, default=Path("knowledge/articles"))
    shared.add_argument("--weights", type=Path, default=WEIGHTS)
    shared.add_argument("--archive", type=Path, default=ARCHIVE)
    shared.add_argument("--seed", type=int, default=1)
    shared.add_argument(
        "--hold-out", type=int, default=0, metavar="N", help="leave out one in N questions, to test on them"
    )
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train", parents=[shared], help="train new weights (about 20 minutes)")
    command.add_argument("--sentences", type=int, default=13_000)
    command.add_argument("--epochs", type=float, default=8)
    command.add_argument("--jobs", type=int, default=2)
    command.set_defaults(run=train)
    command = commands.add_parser("export", parents=[shared], help="write the archive for today's articles")
    command.set_defaults(run=export)
    command = commands.add_parser("evaluate", parents=[shared], help="measure the archive on unseen voices")
    command.add_argument("--count", type=int, default=60, help="sentences of each kind")
    command.add_argument("--variants", nargs="+", default=HELD_OUT_VARIANTS, help='"" is the plain voice')
    command.add_argument("--show", type=int, default=5, help="mistakes to print")
    command.set_defaults(run=evaluate)
    return parser


if __name__ == "__main__":
    sys.exit(main())
