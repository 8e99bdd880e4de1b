"""Remembers recent speech: the same sentence in the same style is made once."""

import threading
from collections import OrderedDict

from voice_channel.tts.base import SpeechStyle, Synthesizer


class CachedSynthesizer(Synthesizer):
    """Least-recently-used cache of `size` utterances around another synthesiser."""

    def __init__(self, inner: Synthesizer, size: int) -> None:
        self._inner = inner
        self._size = size
        self._entries: OrderedDict[tuple[str, SpeechStyle], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def speak(self, text: str, style: SpeechStyle) -> bytes:
        """Return the remembered sound or make it; failures are not remembered."""
        key = (text, style)
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        pcm = self._inner.speak(text, style)
        with self._lock:
            self._entries[key] = pcm
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)
        return pcm

    def close(self) -> None:
        """Forget everything and close the inner synthesiser."""
        with self._lock:
            self._entries.clear()
        self._inner.close()
