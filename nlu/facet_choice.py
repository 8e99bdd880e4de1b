"""Which facets to answer, given the phrases found in a question and what the classifier thinks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.facet_lexicon import STRONG, FacetMatch

# The classifier's class of questions that ask for no part in particular: a summary or the way to do it.
GENERAL = "general"
GENERAL_FACETS = ("how", "summary")
# A second facet must be about this likely, and both must be named by a sure phrase.
SECOND = 0.1


def choose_facets(
    matches: Sequence[FacetMatch], probabilities: Mapping[str, float], threshold: float
) -> list[FacetMatch]:
    """Return the facets asked for, likeliest first; none when the summary is the safer answer.

    A facet that no phrase shows has the empty span (0, 0).
    """
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


def _placed(facet: str, phrase: FacetMatch | None, probability: float) -> FacetMatch:
    start, end = (phrase.start, phrase.end) if phrase else (0, 0)
    return FacetMatch(facet, start, end, round(probability, 4))
