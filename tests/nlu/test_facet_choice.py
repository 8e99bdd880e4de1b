from __future__ import annotations

from nlu.facet_choice import GENERAL, choose_facets
from nlu.facet_lexicon import STRONG, WEAK, FacetMatch

FEE = FacetMatch("fee", 3, 5, STRONG)
WHERE = FacetMatch("where", 7, 9, STRONG)
HOW = FacetMatch("how", 0, 3, WEAK)


def chances(**probabilities: float) -> dict[str, float]:
    rest = 1 - sum(probabilities.values())
    return {"fee": 0.0, "where": 0.0, "contact": 0.0, GENERAL: rest} | probabilities


def test_a_likely_facet_keeps_the_span_of_its_phrase() -> None:
    assert choose_facets([FEE], chances(fee=0.9), 0.4) == [FacetMatch("fee", 3, 5, 0.9)]


def test_a_facet_no_phrase_shows_has_an_empty_span() -> None:
    assert choose_facets([], chances(contact=0.7), 0.4) == [FacetMatch("contact", 0, 0, 0.7)]


def test_the_classifier_may_overrule_a_phrase() -> None:
    chosen = choose_facets([WHERE], chances(contact=0.8, where=0.1), 0.4)
    assert [match.facet for match in chosen] == ["contact"]


def test_an_unsure_question_gets_no_specific_facet_even_with_a_phrase() -> None:
    assert choose_facets([FEE], chances(fee=0.3), 0.4) == []


def test_a_question_without_a_specific_facet_may_still_ask_how() -> None:
    assert choose_facets([FEE, HOW], chances(fee=0.1), 0.4) == [HOW]


def test_two_facets_named_by_sure_phrases_are_both_answered_likeliest_first() -> None:
    chosen = choose_facets([WHERE, FEE], chances(fee=0.6, where=0.3), 0.4)
    assert [match.facet for match in chosen] == ["fee", "where"]


def test_a_second_facet_that_no_sure_phrase_names_is_left_out() -> None:
    chosen = choose_facets([FEE], chances(fee=0.6, where=0.3), 0.4)
    assert [match.facet for match in chosen] == ["fee"]


def test_a_facet_the_article_does_not_have_gives_way_to_the_likeliest_it_has() -> None:
    chosen = choose_facets([WHERE], chances(where=0.6, contact=0.3), 0.4, {"contact", "how", "summary"})
    assert [match.facet for match in chosen] == ["contact"]


def test_a_facet_the_article_does_not_have_speaks_for_the_summary_too() -> None:
    assert choose_facets([], chances(where=0.6, contact=0.2), 0.4, {"contact"}) == []


def test_an_article_without_any_of_the_facets_is_answered_with_its_summary() -> None:
    assert choose_facets([WHERE, HOW], chances(where=0.6, contact=0.3), 0.4, {"summary"}) == []
