"""Measures the exported model in stock Vosk on speech of voices that training never used."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import vosk

from voice_channel.error_rates import edit_distance
from voice_channel.synthetic_model import features
from voice_channel.synthetic_model.speech import HELD_OUT_VARIANTS, VoiceStyle, espeak
from voice_channel.synthetic_model.units import join_units

CONDITIONS: dict[str, float | None] = {"clean": None, "noise 15 dB": 15.0, "noise 5 dB": 5.0}
_CHUNK_BYTES = 6400


@dataclass
class Score:
    """Sums over sentences; the properties are shares from 0 up."""

    word_errors: int = 0
    words: int = 0
    character_errors: int = 0
    characters: int = 0
    exact: int = 0
    exact_letters: int = 0
    sentences: int = 0
    speech_seconds: float = 0.0
    work_seconds: float = 0.0

    def add(self, expected: str, heard: str) -> None:
        """Count one sentence; characters are compared without spaces, as is usual for Korean."""
        self.word_errors += edit_distance(expected.split(), heard.split())
        self.words += len(expected.split())
        self.character_errors += edit_distance(expected.replace(" ", ""), heard.replace(" ", ""))
        self.characters += len(expected.replace(" ", ""))
        self.exact += expected == heard
        self.exact_letters += expected.replace(" ", "") == heard.replace(" ", "")
        self.sentences += 1

    def __str__(self) -> str:
        word_errors, character_errors = self.word_errors / self.words, self.character_errors / self.characters
        exact, letters = self.exact / self.sentences, self.exact_letters / self.sentences
        return (
            f"WER {word_errors:6.1%}  CER {character_errors:6.1%}  exact {exact:6.1%}"
            f"  exact but for spaces {letters:6.1%}  n {self.sentences}"
            f"  real-time factor {self.work_seconds / self.speech_seconds:.3f}"
        )


def recognise(recogniser: vosk.KaldiRecognizer, samples: features.Samples) -> str:
    """Return all that a recogniser hears in 16 kHz samples, word parts joined."""
    data = np.clip(samples, -features.FULL_SCALE, features.FULL_SCALE).astype(np.int16).tobytes()
    heard = []
    for begin in range(0, len(data), _CHUNK_BYTES):
        if recogniser.AcceptWaveform(data[begin : begin + _CHUNK_BYTES]):
            heard.append(json.loads(recogniser.Result())["text"])
    heard.append(json.loads(recogniser.FinalResult())["text"])
    return join_units(" ".join(filter(None, heard)))


def evaluate(
    model_folder: Path,
    sentences: Iterable[str],
    seed: int,
    variants: Sequence[str] = HELD_OUT_VARIANTS,
    conditions: Iterable[str] = CONDITIONS,
) -> tuple[dict[str, Score], list[tuple[str, str, str, str]]]:
    """Return the score of each condition and the mistakes as (condition, variant, said, heard).

    Every sentence is said once a condition, by the variants in turn, at a random rate and pitch.
    """
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(model_folder))
    engine = espeak()
    random = np.random.default_rng(seed)
    scores = {condition: Score() for condition in conditions}
    mistakes = []
    for number, sentence in enumerate(sentences):
        variant = variants[(number + seed) % len(variants)]
        style = VoiceStyle(variant, int(random.integers(120, 200)), int(random.integers(25, 85)))
        speech = engine.speak(sentence, style)
        clean = features.resample(speech.samples, speech.sample_rate)
        clean = np.concatenate([np.zeros(4800), clean, np.zeros(9600)])
        for condition, score in scores.items():
            snr = CONDITIONS[condition]
            noisy = (
                clean
                if snr is None
                else features.add_noise(clean, features.pink_noise(len(clean), random), snr)
            )
            started = time.perf_counter()
            heard = recognise(vosk.KaldiRecognizer(model, features.SAMPLE_RATE), noisy)
            score.work_seconds += time.perf_counter() - started
            score.speech_seconds += len(noisy) / features.SAMPLE_RATE
            score.add(sentence, heard)
            if heard != sentence:
                mistakes.append((condition, variant, sentence, heard))
    return scores, mistakes
