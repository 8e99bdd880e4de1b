"""Which facets to answer, given the phrases found in a question and what the classifier thinks of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.facet_lexicon import STRONG, FacetMatch

# What an answer opens with when no part of it is asked for; the class of a situation told, or of a bare name.
SUMMARY = "summary"
# A second facet must be about this likely, and both must be named by a sure phrase. It is low because the
# classifier gives nearly all its belief to the first of two: "얼마예요 몇 시까지 해요" leaves the fee 0.07.
SECOND = 0.03
# Surer than this a facet stays named even if the article lacks it: the reply then says so.
INSISTED = 0.8


def choose_facets(
    matches: Sequence[FacetMatch], probabilities: Mapping[str, float], threshold: float
) -> list[FacetMatch]:
    """Return the facets asked for, likeliest first; none when the summary is asked for or the safer answer.

    A facet that no phrase shows has the empty span (0, 0).
    """
    phrases = {match.facet: match for match in matches}
    best = _likeliest(probabilities)
    if best == SUMMARY or probabilities[best] < threshold:
        return [match for match in matches if match.facet == SUMMARY][:1]
    chosen = [best]
    others = {f: p for f, p in probabilities.items() if f not in (best, SUMMARY)}
    second = _likeliest(others)
    named = all(facet in phrases and phrases[facet].confidence >= STRONG for facet in (best, second))
    if named and others[second] >= SECOND:
        chosen.append(second)
    return [_placed(facet, phrases.get(facet), probabilities[facet]) for facet in chosen]


def fit_to_article(
    chosen: Sequence[FacetMatch],
    probabilities: Mapping[str, float],
    threshold: float,
    available: Collection[str],
) -> list[FacetMatch]:
    """Return the chosen facets with one the article lacks replaced by the likeliest it has, if there is one.

    The replacement keeps the span of the words that asked: "어디서" may ask for the web address. Two facets
    asked for are left alone.
    """
    asked = chosen[0] if chosen else FacetMatch(_likeliest(probabilities), 0, 0, 0.0)
    if len(chosen) > 1 or asked.facet in available:
        return list(chosen)
    # A dict in the order of the probabilities keeps ties reproducible.
    left = {f: p for f, p in probabilities.items() if f in available or f == SUMMARY}
    total = sum(left.values()) or 1.0
    best = _likeliest(left)
    if best != SUMMARY and left[best] / total >= threshold:
        return [FacetMatch(best, asked.start, asked.end, round(left[best] / total, 4))]
    return list(chosen) if probabilities[asked.facet] >= INSISTED else []


def _likeliest(probabilities: Mapping[str, float]) -> str:
    """Names break ties."""
    return min(probabilities, key=lambda facet: (-probabilities[facet], facet))


def _placed(facet: str, phrase: FacetMatch | None, probability: float) -> FacetMatch:
    start, end = (phrase.start, phrase.end) if phrase else (0, 0)
    return FacetMatch(facet, start, end, round(probability, 4))
