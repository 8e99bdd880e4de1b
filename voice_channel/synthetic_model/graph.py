"""The decoding graph of a look-ahead Vosk model: HCLr.fst (sounds to words) and Gr.fst (word sequences).

Kaldi's H, C and L become one graph here: with one state per phone and no phone context, H is a
replacement of each phone arc and C is nothing.
"""

import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from voice_channel.synthetic_model.lexicon import Lexicon
from voice_channel.synthetic_model.speech import PHONES, SILENCE
from voice_channel.synthetic_model.units import CONTINUATION

EPSILON = "<eps>"
SILENCE_COST = 0.69
_POSITIONS = ("B", "I", "E", "S")
# Phones as the decoder numbers them: silence, then each phone by its place in the word.
PHONE_NAMES = (
    EPSILON, SILENCE, *(f"{phone}_{place}" for phone in PHONES if phone != SILENCE for place in _POSITIONS)
)  # fmt: skip
PHONE_IDS = {name: number for number, name in enumerate(PHONE_NAMES)}
PHONE_COUNT = len(PHONE_NAMES) - 1
_BOUNDARY_NAMES = {"B": "begin", "I": "internal", "E": "end", "S": "singleton"}
_AFTER_SILENCE, _AFTER_WORD, _NEXT_WORD = 0, 2, 1


class GraphToolError(RuntimeError):
    """An OpenFst command failed or is not installed."""


def output_of(phone_id: int) -> int:
    """Return the number of the phone, without its place in the word, that the network knows."""
    return 0 if phone_id == 1 else (phone_id - 2) // len(_POSITIONS) + 1


def word_boundaries() -> str:
    """Return the text of graph/phones/word_boundary.int."""
    places = ["nonword", *(_BOUNDARY_NAMES[name.rsplit("_", 1)[1]] for name in PHONE_NAMES[2:])]
    return "".join(f"{number} {place}\n" for number, place in enumerate(places, start=1))


def positioned(phones: Iterable[str]) -> list[int]:
    """Return the decoder's numbers of a word's phones, each marked by its place."""
    sequence = list(phones)
    last = len(sequence) - 1
    places = ["S"] if last == 0 else ["B", *"I" * (last - 1), "E"]
    return [PHONE_IDS[f"{phone}_{place}"] for phone, place in zip(sequence, places, strict=True)]


def lexicon_lines(lexicon: Lexicon, word_ids: Mapping[str, int]) -> tuple[list[str], int]:
    """Return L in OpenFst's text form and the number of disambiguation symbols it uses.

    Silence may stand before whole words, never before a continuation. Words that sound alike end in
    different symbols (phone numbers after the last), so that L can be made deterministic.
    """
    lines = [
        f"{_AFTER_SILENCE} {_NEXT_WORD} 0 0 {SILENCE_COST}",
        f"{_AFTER_SILENCE} {_NEXT_WORD} {PHONE_IDS[SILENCE]} 0 {SILENCE_COST}",
        f"{_AFTER_WORD} {_AFTER_SILENCE} 0 0",
        f"{_AFTER_SILENCE}",
        f"{_NEXT_WORD}",
    ]
    entries = [(unit, phones) for unit in sorted(lexicon) for phones in sorted(lexicon[unit])]
    alike = Counter(phones for _, phones in entries)
    used: Counter[tuple[str, ...]] = Counter()
    state = _AFTER_WORD + 1
    for unit, phones in entries:
        sequence = positioned(phones)
        if alike[phones] > 1:
            used[phones] += 1
            sequence.append(PHONE_COUNT + used[phones])
        source = _AFTER_WORD if unit.startswith(CONTINUATION) else _NEXT_WORD
        word = word_ids[unit]
        for label in sequence[:-1]:
            lines.append(f"{source} {state} {label} {word}")
            source, state, word = state, state + 1, 0
        lines.append(f"{source} {_AFTER_WORD} {sequence[-1]} {word}")
    return lines, max(used.values(), default=0)


def determinized(lines: list[str]) -> list[list[str]]:
    """Return a graph in text form, as fields of its lines, made deterministic and small."""
    import kaldifst  # of the optional group voice-model; only the export needs it

    fst = kaldifst.compile("\n".join(lines) + "\n", acceptor=False)
    kaldifst.determinize_star(fst)
    kaldifst.minimize_encoded(fst)
    return [line.split() for line in fst.to_str().splitlines()]


def with_transitions(graph: list[list[str]]) -> Iterator[str]:
    """Yield a phone graph's lines with each phone replaced by its transitions in the acoustic model.

    Phone p enters by transition 2p and stays by 2p - 1; symbols after the last phone move along.
    A target that only one phone enters carries the loop itself; others get a state in between.
    """
    entering: dict[str, set[str]] = defaultdict(set)
    for fields in graph:
        if len(fields) >= 4:
            entering[fields[1]].add(fields[2])
    start = graph[0][0]
    free = 1 + max(int(number) for fields in graph for number in fields[: 2 if len(fields) >= 4 else 1])
    looped: dict[str, str] = {}
    rest: list[str] = []
    for fields in graph:
        phone = int(fields[2]) if len(fields) >= 4 else 0
        if phone > PHONE_COUNT:
            fields = [*fields[:2], str(PHONE_COUNT + phone), *fields[3:]]
        elif phone:
            source, target, label, word, *cost = fields
            if entering[target] == {label} and target != start:
                looped[target] = f"{target} {target} {2 * phone - 1} 0"
            else:
                between, free = str(free), free + 1
                rest += [f"{between} {between} {2 * phone - 1} 0", f"{between} {target} 0 0"]
                target = between
            fields = [source, target, str(2 * phone), word, *cost]
        yield " ".join(fields)
    yield from looped.values()
    yield from rest


def write_graphs(folder: Path, sounds: Iterable[str], symbols: int) -> dict[int, int]:
    """Write HCLr.fst and the list of disambiguation transitions; return the new word numbers by old."""
    relabel = folder / "relabel"
    run_openfst(
        f"fstcompile | fstarcsort --sort_type=olabel | fstconvert --fst_type=olabel_lookahead "
        f"--save_relabel_opairs={relabel} > {folder / 'HCLr.fst'}",
        sounds,
    )
    pairs = [line.split() for line in relabel.read_text().splitlines() if line.strip()]
    relabel.unlink()
    ids = range(2 * PHONE_COUNT + 1, 2 * PHONE_COUNT + 1 + symbols)
    (folder / "disambig_tid.int").write_text("".join(f"{number}\n" for number in ids))
    return {int(old): int(new) for old, new in pairs}


def write_grammar(folder: Path, lines: Iterable[str]) -> None:
    """Write Gr.fst from lines in OpenFst's text form."""
    target = folder / "Gr.fst"
    run_openfst(f"fstcompile | fstarcsort --sort_type=ilabel | fstconvert --fst_type=const > {target}", lines)


def run_openfst(pipeline: str, lines: Iterable[str]) -> None:
    """Run a shell pipeline of OpenFst commands on text; GraphToolError says what to install."""
    plugins = [str(path) for path in sorted(Path("/usr/lib").glob("*/fst/*")) if path.is_dir()]
    libraries = os.pathsep.join(filter(None, [*plugins, os.environ.get("LD_LIBRARY_PATH")]))
    done = subprocess.run(
        ["bash", "-c", f"set -eo pipefail; {pipeline}"],
        input="\n".join(lines) + "\n",
        text=True,
        capture_output=True,
        env={**os.environ, "LD_LIBRARY_PATH": libraries},
        check=False,
    )
    if done.returncode:
        raise GraphToolError(
            f"{done.stderr.strip()[-500:]}\nNeeded: apt-get install libfst-tools libfst22-plugins-base"
        )
