"""Speech with phoneme times from espeak-ng, through its C library.

pyttsx3 hides the phoneme events, and they are what makes training possible without an aligner:
espeak-ng tells at which sample each phone starts.
"""

import ctypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import espeakng_loader
import numpy as np
import numpy.typing as npt

TRAINING_VARIANTS = (
    "", "+m1", "+m2", "+m3", "+m5", "+m7", "+f1", "+f2", "+f4", "+Andy", "+Annie", "+Denis", "+Gene",
    "+Jacky", "+Lee", "+Michael", "+Mario", "+Reed", "+Hugo", "+aunty", "+adam", "+anika", "+antonio",
    "+benjamin", "+boris", "+caleb", "+david", "+edward", "+gustave", "+ian", "+iven", "+john",
    "+linda", "+marcelo", "+max", "+michel", "+miguel", "+norbert", "+pablo", "+paul", "+quincy",
    "+rob", "+robert", "+sandro", "+steph", "+travis", "+victor", "+zac", "+klatt", "+klatt2",
    "+klatt4",
)  # fmt: skip
HELD_OUT_VARIANTS = (
    "+m4", "+m6", "+m8", "+f3", "+f5", "+Alex", "+Alicia", "+belinda", "+grandma", "+grandpa",
    "+klatt3", "+shelby",
)  # fmt: skip

SILENCE = "SIL"
# Every phone that espeak-ng's Korean voice uses, without stress marks.
PHONES = (
    SILENCE, "a", "n", "@", "i", "o", "q", "u-", "j", "h", "m", "s", "N", "d", "u", "*", "e", "L",
    "dZ;", "p", "E", "w", "g", "tS;", "tS", "t-", "b", "t", "ph", "s-", "kh", "l", "q-", "tS;-", "k-",
    "p-", "d-", "k",
)  # fmt: skip
VOWELS = frozenset({"a", "e", "E", "i", "o", "u", "@", "u-"})

_SYNCHRONOUS_RETRIEVAL = 2
_PHONEME_EVENTS = 1
_UTF8_AND_END_PAUSE = 0x1001
_EVENT_LIST_END = 0
_EVENT_PHONEME = 7
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4}
_MARKS = re.compile(r"[',%]")  # stress and syllable marks


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class VoiceStyle:
    """A variant of the Korean voice; rate in words a minute, pitch and range 0 to 99."""

    variant: str = ""
    rate: int = 150
    pitch: int = 50
    range: int = 50


@dataclass(frozen=True)
class Speech:
    """Samples (int16 scale, `sample_rate` Hz) and the phones as (start in seconds, name)."""

    samples: npt.NDArray[np.float32]
    sample_rate: int
    phones: tuple[tuple[float, str], ...]


class Espeak:
    """espeak-ng, which a process can start only once (a second start crashes it): use `espeak()`."""

    def __init__(self) -> None:
        library = Path(espeakng_loader.__file__).parent / "libespeak-ng.so.1"
        self._library = ctypes.CDLL(str(library))
        self._sample_rate: int = self._library.espeak_Initialize(
            _SYNCHRONOUS_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), _PHONEME_EVENTS
        )
        self._chunks: list[npt.NDArray[np.int16]] = []
        self._phones: list[tuple[float, str]] = []
        self._callback = _CALLBACK(self._receive)  # kept: the library holds only a bare pointer to it
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str, style: VoiceStyle | None = None) -> Speech:
        """Return the speech of a text in a style (default: the plain Korean voice)."""
        style = style or VoiceStyle()
        self._library.espeak_SetVoiceByName(f"ko{style.variant}".encode())
        for name, number in _PARAMETERS.items():
            value = getattr(style, name, None)
            if value is not None:
                self._library.espeak_SetParameter(number, value, 0)
        self._chunks, self._phones = [], []
        data = text.encode()
        self._library.espeak_Synth(
            data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, _UTF8_AND_END_PAUSE, None, None
        )
        self._library.espeak_Synchronize()
        samples = np.concatenate(self._chunks) if self._chunks else np.zeros(0, np.int16)
        return Speech(samples.astype(np.float32), self._sample_rate, tuple(self._phones))

    def pronounce(self, text: str, style: VoiceStyle | None = None) -> tuple[str, ...]:
        """Return the phones of a text without pauses."""
        return tuple(phone for _, phone in self.speak(text, style).phones if phone != SILENCE)

    def _receive(
        self, wave: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]"
    ) -> int:
        if count > 0 and wave:
            self._chunks.append(np.ctypeslib.as_array(wave, (count,)).copy())
        position = 0
        while events[position].type != _EVENT_LIST_END:
            event = events[position]
            if event.type == _EVENT_PHONEME:
                phone = phone_name(event.id.string.decode("latin1"))
                if phone:
                    self._phones.append((event.sample / self._sample_rate, phone))
            position += 1
        return 0


@cache
def espeak() -> Espeak:
    """Return the process's engine; not for use from several threads."""
    return Espeak()


def phone_name(mnemonic: str) -> str:
    """Return the phone of an espeak-ng mnemonic without stress, silence for a pause, "" for a mere mark."""
    name = _MARKS.sub("", mnemonic).strip()
    if name in PHONES:
        return name
    return SILENCE if name.startswith("_") else ""
