"""A Kneser-Ney language model as a graph of word arcs and back-off arcs."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

START = "<s>"
END = "</s>"
Context = tuple[str, ...]


@dataclass(frozen=True)
class Distribution:
    """Probabilities after a context, and the factor for words that are not among them."""

    probabilities: dict[str, float]
    back_off: float


Model = dict[Context, Distribution]


def count_ngrams(sentences: Iterable[Sequence[str]], order: int) -> list[dict[Context, Counter[str]]]:
    """Return the counts after contexts of length 0, 1 ... order-1, with sentence starts and ends."""
    counts: list[dict[Context, Counter[str]]] = [defaultdict(Counter) for _ in range(order)]
    for sentence in sentences:
        tokens = [START, *sentence, END]
        for position in range(1, len(tokens)):
            for length in range(min(order, position + 1)):
                counts[length][tuple(tokens[position - length : position])][tokens[position]] += 1
    return counts


def estimate(
    counts: Sequence[dict[Context, Counter[str]]], words: Iterable[str], discount: float, least: Sequence[int]
) -> Model:
    """Return an interpolated Kneser-Ney model of the counts.

    `words` are allowed even where never counted. Of each order, what was counted fewer than `least` times is
    left to the back-off.
    """
    order = len(counts)
    model: Model = {(): _unigrams(_adjusted(counts, 0), words)}
    for length in range(1, order):
        for context, followers in _adjusted(counts, length).items():
            entry = _interpolate(followers, discount, least[length], partial(probability, model, context[1:]))
            if entry:
                model[context] = entry
    return model


def probability(model: Model, context: Context, word: str) -> float:
    """Return the probability of a word after a context."""
    entry = model.get(context)
    if entry is None:
        return probability(model, context[1:], word)
    if word in entry.probabilities:
        return entry.probabilities[word]
    return entry.back_off * probability(model, context[1:], word) if context else 0.0


def arcs(model: Model, label: Callable[[str], int]) -> Iterator[str]:
    """Yield the model as lines of an acceptor in OpenFst's text form, start state first."""
    start = next(context for context in ((START,), ()) if context in model)
    states = {context: index for index, context in enumerate([start, *(c for c in model if c != start)])}
    for context, entry in sorted(model.items(), key=lambda item: states[item[0]]):
        state = states[context]
        for word, chance in entry.probabilities.items():
            cost = f"{-math.log(chance):.2f}"
            if word == END:
                yield f"{state} {cost}"
            else:
                target = states[_longest((*context, word), model)]
                yield f"{state} {target} {label(word)} {label(word)} {cost}"
        if context:
            yield f"{state} {states[_longest(context[1:], model)]} 0 0 {-math.log(entry.back_off):.2f}"


def _longest(context: Context, model: Model) -> Context:
    while context not in model:
        context = context[1:]
    return context


def _adjusted(counts: Sequence[dict[Context, Counter[str]]], length: int) -> dict[Context, Counter[str]]:
    """Return real counts for the highest order, else the number of different words before (Kneser-Ney)."""
    if length + 1 == len(counts):
        return counts[length]
    adjusted: dict[Context, Counter[str]] = defaultdict(Counter)
    for context, followers in counts[length + 1].items():
        adjusted[context[1:]].update(followers.keys())
    for context, followers in counts[length].items():
        if context[:1] == (START,):  # nothing comes before a sentence start
            adjusted[context] = followers
    return adjusted


def _unigrams(adjusted: dict[Context, Counter[str]], words: Iterable[str]) -> Distribution:
    followers = adjusted[()]
    weights = {word: followers[word] + 0.5 if followers[word] else 0.05 for word in {*words, *followers, END}}
    total = sum(weights.values())
    return Distribution({word: weight / total for word, weight in sorted(weights.items())}, 0.0)


def _interpolate(
    followers: Counter[str], discount: float, least: int, lower: Callable[[str], float]
) -> Distribution | None:
    kept = {word: count for word, count in sorted(followers.items()) if count >= least}
    if not kept:
        return None
    total = sum(followers.values())
    rest = 1 - sum(count - discount for count in kept.values()) / total
    return Distribution(
        {word: (count - discount) / total + rest * lower(word) for word, count in kept.items()}, rest
    )
