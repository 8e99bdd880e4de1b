from __future__ import annotations

from nlu.facet_choice import SUMMARY, choose_facets, fit_to_article
from nlu.facet_lexicon import STRONG, WEAK, FacetMatch

FEE = FacetMatch("fee", 3, 5, STRONG)
WHERE = FacetMatch("where", 7, 9, STRONG)
HOW = FacetMatch("how", 0, 3, WEAK)


def chances(**probabilities: float) -> dict[str, float]:
    rest = 1 - sum(probabilities.values())
    return {"fee": 0.0, "where": 0.0, "contact": 0.0, "how": 0.0, SUMMARY: rest} | probabilities


def test_a_likely_facet_keeps_the_span_of_its_phrase() -> None:
    assert choose_facets([FEE], chances(fee=0.9), 0.4) == [FacetMatch("fee", 3, 5, 0.9)]


def test_a_facet_no_phrase_shows_has_an_empty_span() -> None:
    assert choose_facets([], chances(contact=0.7), 0.4) == [FacetMatch("contact", 0, 0, 0.7)]


def test_the_classifier_may_overrule_a_phrase() -> None:
    chosen = choose_facets([WHERE], chances(contact=0.8, where=0.1), 0.4)
    assert [match.facet for match in chosen] == ["contact"]


def test_an_unsure_question_gets_no_facet_even_with_a_phrase() -> None:
    assert choose_facets([FEE], chances(fee=0.3), 0.4) == []


def test_the_way_to_do_it_is_a_facet_like_the_others() -> None:
    assert choose_facets([FEE, HOW], chances(fee=0.1, how=0.7), 0.4) == [FacetMatch("how", 0, 3, 0.7)]


def test_two_facets_named_by_sure_phrases_are_both_answered_likeliest_first() -> None:
    chosen = choose_facets([WHERE, FEE], chances(fee=0.6, where=0.3), 0.4)
    assert [match.facet for match in chosen] == ["fee", "where"]


def test_a_second_facet_with_a_sure_phrase_need_not_be_likely_itself() -> None:
    assert len(choose_facets([WHERE, FEE], chances(fee=0.9, where=0.05), 0.4)) == 2
    assert len(choose_facets([WHERE, FEE], chances(fee=0.9, where=0.01), 0.4)) == 1


def test_a_second_facet_that_no_sure_phrase_names_is_left_out() -> None:
    chosen = choose_facets([FEE], chances(fee=0.6, where=0.3), 0.4)
    assert [match.facet for match in chosen] == ["fee"]


def test_a_facet_the_article_lacks_gives_way_to_the_likeliest_it_has_at_the_same_words() -> None:
    asked = [FacetMatch("where", 7, 9, 0.6)]
    fitted = fit_to_article(asked, chances(where=0.6, contact=0.3), 0.3, {"contact", "how", "summary"})
    assert fitted == [FacetMatch("contact", 7, 9, 0.75)]


def test_an_unsure_facet_the_article_lacks_is_dropped_when_nothing_else_is_likely() -> None:
    assert fit_to_article([FacetMatch("where", 7, 9, 0.6)], chances(where=0.6), 0.3, {"summary"}) == []


def test_a_facet_asked_for_plainly_stays_named_though_the_article_lacks_it() -> None:
    asked = [FacetMatch("fee", 3, 5, 0.95)]
    assert fit_to_article(asked, chances(fee=0.95), 0.3, {"summary", "where"}) == asked


def test_two_facets_asked_for_at_once_are_left_alone() -> None:
    asked = [FacetMatch("fee", 3, 5, 0.5), FacetMatch("where", 7, 9, 0.4)]
    assert fit_to_article(asked, chances(fee=0.5, where=0.4), 0.3, {"summary"}) == asked


def test_a_question_without_a_facet_gets_none_from_its_article() -> None:
    assert fit_to_article([], chances(fee=0.1), 0.3, {"fee", "summary"}) == []
