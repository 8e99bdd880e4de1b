"""Which facets to answer, given the phrases found in a question and what the classifier thinks of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.facet_lexicon import STRONG, FacetMatch

# The classifier's class of questions that ask for no part in particular: a summary or the way to do it.
GENERAL = "general"
GENERAL_FACETS = ("how", "summary")
# A second facet must be about this likely, and both must be named by a sure phrase.
SECOND = 0.1
# Of the probability of facets an article does not have, this share speaks for its summary.
RULED_OUT_TO_GENERAL = 0.5


def choose_facets(
    matches: Sequence[FacetMatch],
    probabilities: Mapping[str, float],
    threshold: float,
    available: Collection[str] | None = None,
) -> list[FacetMatch]:
    """Return the facets asked for, likeliest first; none when the summary is the safer answer.

    Only facets in `available` are chosen, any when it is None. A facet that no phrase shows has the empty
    span (0, 0).
    """
    if available is not None:
        matches = [match for match in matches if match.facet in available]
        probabilities = _among(probabilities, available)
    phrases = {match.facet: match for match in matches}
    ranked = sorted(
        (facet for facet in probabilities if facet != GENERAL), key=lambda f: (-probabilities[f], f)
    )
    best, second = ranked[0], ranked[1]
    if probabilities[best] < threshold:
        return [match for match in matches if match.facet in GENERAL_FACETS][:1]
    named = all(facet in phrases and phrases[facet].confidence >= STRONG for facet in (best, second))
    chosen = [best, second] if named and probabilities[second] >= SECOND else [best]
    return [_placed(facet, phrases.get(facet), probabilities[facet]) for facet in chosen]


def _among(probabilities: Mapping[str, float], available: Collection[str]) -> dict[str, float]:
    """Rule out the other facets; the summary and, in proportion, the facets left share their probability."""
    kept = {name: p if name == GENERAL or name in available else 0.0 for name, p in probabilities.items()}
    ruled_out = sum(probabilities.values()) - sum(kept.values())
    kept[GENERAL] = kept.get(GENERAL, 0.0) + RULED_OUT_TO_GENERAL * ruled_out
    total = sum(kept.values()) or 1.0
    return {name: p / total for name, p in kept.items()}


def _placed(facet: str, phrase: FacetMatch | None, probability: float) -> FacetMatch:
    start, end = (phrase.start, phrase.end) if phrase else (0, 0)
    return FacetMatch(facet, start, end, round(probability, 4))
