"""The order of the reading rules."""

from voice_channel.reading.dates import read_dates
from voice_channel.reading.latin import read_letters, read_words
from voice_channel.reading.law import read_articles, read_quarters, read_ratios
from voice_channel.reading.links import read_links
from voice_channel.reading.marks import read_ranges
from voice_channel.reading.numbers import read_numbers, space_limits
from voice_channel.reading.phones import read_codes, read_leading_zeros
from voice_channel.reading.symbols import read_lists, read_symbols, unify

# From the most telling form to the least: a date is recognised before its digits could be taken for a number.
_RULES = (
    unify,
    read_lists,
    read_links,
    read_words,
    read_quarters,
    read_dates,
    read_articles,
    read_ratios,
    read_codes,
    read_leading_zeros,
    read_numbers,
    space_limits,
    read_ranges,
    read_letters,
    read_symbols,
)


def spoken_form(text: str) -> str:
    """What a person would say for `text`, in ordinary Korean spelling; line breaks stay."""
    return "\n".join(_line(line) for line in text.splitlines()) if "\n" in text else _line(text)


def _line(text: str) -> str:
    for rule in _RULES:
        text = rule(text)
    return text
