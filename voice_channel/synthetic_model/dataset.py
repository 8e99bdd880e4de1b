"""The training set: generated sentences, spoken by many voices, as features with a phone for each frame."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from voice_channel.synthetic_model import features
from voice_channel.synthetic_model.speech import (
    PHONES,
    SILENCE,
    TRAINING_VARIANTS,
    Speech,
    VoiceStyle,
    espeak,
)

SUBSAMPLING = 3  # the decoder looks at every third frame; Vosk counts on it for word times
_LONGEST_SECONDS = 12.0
_SHORTEST_SAMPLES = 3000
_PLAIN_VOICE_SHARE = 0.15


@dataclass(frozen=True)
class Dataset:
    """All utterances one after another: (frames, 40) features, each frame's phone and where that starts.

    Utterance i is frames offsets[i] to offsets[i + 1]; the starts count from the utterance's first frame.
    """

    features: npt.NDArray[np.float16]
    phones: npt.NDArray[np.int8]
    starts: npt.NDArray[np.int16]
    offsets: npt.NDArray[np.int64]

    @property
    def hours(self) -> float:
        """The length of the speech."""
        return len(self.phones) * features.FRAME_SHIFT / 3600


def build_dataset(sentences: Sequence[str], seed: int, jobs: int) -> Dataset:
    """Speak every sentence once, in `jobs` processes (espeak-ng is one engine a process)."""
    shares = [sentences[job::jobs] for job in range(jobs)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        parts = [part for share in pool.map(_speak_all, shares, range(seed, seed + jobs)) for part in share]
    offsets = np.cumsum([0, *(len(part[1]) for part in parts)])
    return Dataset(
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
        offsets,
    )


_Utterance = tuple[npt.NDArray[np.float16], npt.NDArray[np.int8], npt.NDArray[np.int16]]


def _speak_all(sentences: Sequence[str], seed: int) -> list[_Utterance]:
    engine = espeak()
    random = np.random.default_rng(seed)
    utterances = []
    for sentence in sentences:
        speech = engine.speak(sentence, random_style(random))
        seconds = len(speech.samples) / speech.sample_rate
        if len(speech.samples) >= _SHORTEST_SAMPLES and seconds <= _LONGEST_SECONDS:
            utterances.append(_utterance(speech, random))
    return utterances


def random_style(random: np.random.Generator) -> VoiceStyle:
    """Return a training voice at some rate and pitch."""
    plain = random.random() < _PLAIN_VOICE_SHARE
    return VoiceStyle(
        variant="" if plain else TRAINING_VARIANTS[random.integers(len(TRAINING_VARIANTS))],
        rate=int(random.integers(90, 230)),
        pitch=int(random.integers(15, 92)),
        range=int(random.integers(20, 90)),
    )


def _utterance(speech: Speech, random: np.random.Generator) -> _Utterance:
    # Played at another rate, the formants move as with a longer or shorter vocal tract.
    shift = random.uniform(0.87, 1.18) if random.random() < 0.8 else 1.0
    samples = features.resample(speech.samples, speech.sample_rate * shift)
    before, after = random.uniform(0.03, 0.7, 2)
    samples = np.concatenate(
        [np.zeros(int(before * features.SAMPLE_RATE)), samples, np.zeros(int(after * features.SAMPLE_RATE))]
    )
    times = [(before + start / shift, phone) for start, phone in speech.phones]
    coefficients = features.mfcc(features.distort(samples, random))
    phones, starts = frame_phones(times, len(coefficients))
    return coefficients.astype(np.float16), phones, starts


def frame_phones(
    times: Sequence[tuple[float, str]], frames: int
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int16]]:
    """Return each frame's phone number and the frame where that phone starts.

    Phones that are shorter than the decoder's step get a whole step, borrowed from the next phone.
    """
    phones = np.full(frames, PHONES.index(SILENCE), np.int8)
    starts = np.zeros(frames, np.int16)
    earliest = 0
    previous = SILENCE
    for seconds, phone in times:
        if phone == previous == SILENCE:
            continue
        start = max(round((seconds - features.FRAME_LENGTH / 2) / features.FRAME_SHIFT), earliest)
        if start >= frames:
            break
        phones[start:] = PHONES.index(phone)
        starts[start:] = start
        earliest, previous = start + SUBSAMPLING, phone
    return phones, starts
