"""How each recognition unit sounds, learnt from how espeak-ng says the words it occurs in."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from voice_channel.synthetic_model.speech import VOWELS
from voice_channel.synthetic_model.units import CONTINUATION

Pronunciation = tuple[str, ...]
Lexicon = dict[str, set[Pronunciation]]
_NO_INITIAL = 11  # the number of the silent initial ㅇ among the 19 initials
_FIRST_SYLLABLE = 0xAC00
_SYLLABLES_PER_INITIAL = 588


def build_lexicon(
    words: Mapping[str, tuple[str, ...]],
    pronounce: Callable[[str], Pronunciation],
    respell: Callable[[str], str],
    syllables: Iterable[str] = (),
) -> Lexicon:
    """Return the pronunciations of all units of the words, and of single syllables for unknown words.

    A word is spoken as it is spelt and as `respell` spells its sound changes, since synthesisers differ.
    """
    lexicon: Lexicon = {}
    for word, units in words.items():
        for spelling in {word, respell(word)}:
            phones = pronounce(spelling)
            parts = split_pronunciation(phones, [unit.removeprefix(CONTINUATION) for unit in units])
            if parts is None and spelling == word:
                parts = [pronounce(unit.removeprefix(CONTINUATION)) for unit in units]
            for unit, part in zip(units, parts or (), strict=False):
                if part:
                    lexicon.setdefault(unit, set()).add(part)
    for syllable in syllables:
        phones = pronounce(syllable)
        for unit in (syllable, CONTINUATION + syllable):
            lexicon.setdefault(unit, {phones})
    return lexicon


def split_pronunciation(phones: Pronunciation, parts: list[str]) -> list[Pronunciation] | None:
    """Return the phones of each part of a word, or None if the syllables cannot be counted off.

    Every syllable has one vowel. A part that begins with ㅇ begins with its vowel (or glide), and the
    consonant that moves over stays with the part before: 책 +을 is [tSh E q] [u- L].
    """
    if len(parts) == 1:
        return [phones]
    vowels = [index for index, phone in enumerate(phones) if phone in VOWELS]
    if len(vowels) != sum(map(len, parts)):
        return None
    cuts = [0]
    syllable = 0
    for left, right in pairwise(parts):
        syllable += len(left)
        cuts.append(_onset(phones, vowels[syllable - 1] + 1, vowels[syllable], right[0]))
    return [phones[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(phones)], strict=True)]


def _onset(phones: Pronunciation, begin: int, vowel: int, syllable: str) -> int:
    """Return where, among the consonants from `begin` to the vowel, the syllable starts."""
    start = vowel
    while start > begin and phones[start - 1] in ("j", "w"):
        start -= 1
    silent = (ord(syllable) - _FIRST_SYLLABLE) // _SYLLABLES_PER_INITIAL == _NO_INITIAL
    if silent or start == begin:
        return start
    start -= 1
    # espeak-ng writes some aspirated consonants as two phones: tS h.
    two_phones = phones[start] == "h" and start > begin and phones[start - 1] in ("tS", "tS;", "t")
    return start - 1 if two_phones else start
