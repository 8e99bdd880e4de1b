"""Writes the Vosk model: the trained network plus a vocabulary and language model from today's articles."""

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_channel.synthetic_model import features, graph, ngram, nnet3, units
from voice_channel.synthetic_model.dataset import SUBSAMPLING
from voice_channel.synthetic_model.lexicon import Lexicon, build_lexicon
from voice_channel.synthetic_model.network import load_layers
from voice_channel.synthetic_model.speech import VoiceStyle, espeak
from voice_channel.synthetic_model.texts import own_sentences
from voice_channel.tts.pronunciation import respell

MODEL_NAME = "vosk-model-synthetic-ko"


@dataclass(frozen=True)
class ExportSettings:
    """Choices of the language model and decoder; the defaults are the measured best (README.md)."""

    frequent: int = 5  # words seen this often stay whole
    order: int = 3
    least: tuple[int, ...] = (1, 1, 2)  # of each order, counts below are pruned
    discount: float = 0.75
    beam: float = 15.0
    lattice_beam: float = 6.0
    max_active: int = 3000
    acoustic_scale: float = 0.5


@dataclass(frozen=True)
class ExportReport:
    """What was written: numbers of units and of sentences counted."""

    units: int
    sentences: int


def export(
    folder: Path, weights: Path, titles: Sequence[str], sentences: Sequence[str], settings: ExportSettings
) -> ExportReport:
    """Write the model folder. `titles` are kept as whole words; `sentences` are counted."""
    for name in ("am", "conf", "graph/phones"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    kept = {word for text in own_sentences(titles) for word in text.split()}
    word_units = units.choose_units(
        units.count_words(sentences), kept, settings.frequent, units.morpheme_parts
    )
    lexicon = _lexicon(word_units)
    (folder / "titles.txt").write_text("".join(f"{title}\n" for title in titles), encoding="utf-8")
    _write_graph(folder / "graph", lexicon, word_units, sentences, settings)
    (folder / "am" / "final.mdl").write_text(nnet3.model_text(load_layers(weights)))
    (folder / "conf" / "mfcc.conf").write_text(mfcc_conf())
    (folder / "conf" / "model.conf").write_text(decoder_conf(settings))
    return ExportReport(len(lexicon), len(sentences))


def pack(folder: Path, archive: Path) -> None:
    """Write a model folder as a .tar.gz with one top folder and nothing of this machine in it."""
    with tarfile.open(archive, "w:gz", compresslevel=9) as tar:
        tar.add(folder, MODEL_NAME, filter=_anonymous)


def mfcc_conf() -> str:
    """Return conf/mfcc.conf, which must describe the features of training."""
    return (
        f"--use-energy=false\n--sample-frequency={features.SAMPLE_RATE}\n--num-mel-bins={features.COEFFICIENTS}\n"
        f"--num-ceps={features.COEFFICIENTS}\n--low-freq={features.LOW_FREQUENCY}\n"
        f"--high-freq={features.HIGH_FREQUENCY}\n--allow-downsample=true\n"
    )


def decoder_conf(settings: ExportSettings) -> str:
    """Return conf/model.conf: the search, and how long a silence ends an utterance."""
    return (
        f"--min-active=200\n--max-active={settings.max_active}\n--beam={settings.beam}\n"
        f"--lattice-beam={settings.lattice_beam}\n--acoustic-scale={settings.acoustic_scale}\n"
        f"--frame-subsampling-factor={SUBSAMPLING}\n--endpoint.silence-phones=1\n"
        "--endpoint.rule2.min-trailing-silence=0.5\n--endpoint.rule3.min-trailing-silence=0.75\n"
        "--endpoint.rule4.min-trailing-silence=1.0\n"
    )


def _lexicon(word_units: dict[str, tuple[str, ...]]) -> Lexicon:
    engine = espeak()
    quick = VoiceStyle(rate=400)
    syllables = sorted({syllable for word in word_units for syllable in word})
    return build_lexicon(word_units, lambda text: engine.pronounce(text, quick), respell, syllables)


def _write_graph(
    folder: Path,
    lexicon: Lexicon,
    word_units: dict[str, tuple[str, ...]],
    sentences: Sequence[str],
    settings: ExportSettings,
) -> None:
    ids = {unit: number for number, unit in enumerate(sorted(lexicon), start=1)}
    lines, symbols = graph.lexicon_lines(lexicon, ids)
    new_ids = graph.write_graphs(folder, graph.with_transitions(graph.determinized(lines)), symbols)
    ids = {unit: new_ids[number] for unit, number in ids.items()}
    table = [(graph.EPSILON, 0), *sorted(ids.items(), key=lambda item: item[1])]
    (folder / "words.txt").write_text(
        "".join(f"{unit} {number}\n" for unit, number in table), encoding="utf-8"
    )
    (folder / "phones.txt").write_text("".join(f"{name} {i}\n" for i, name in enumerate(graph.PHONE_NAMES)))
    (folder / "phones" / "word_boundary.int").write_text(graph.word_boundaries())
    split = [[unit for word in sentence.split() for unit in word_units[word]] for sentence in sentences]
    model = ngram.estimate(
        ngram.count_ngrams(split, settings.order), lexicon, settings.discount, settings.least
    )
    graph.write_grammar(folder, ngram.arcs(model, ids.__getitem__))


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = info.mtime = 0
    info.uname = info.gname = ""
    return info
