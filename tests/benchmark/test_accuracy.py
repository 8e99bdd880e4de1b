from benchmark.accuracy import Judged, judge, summarise


def parsed(*topics, intent="civil", confidence=0.9):
    ranking = [{"intent_response_key": topic, "confidence": confidence} for topic in topics]
    return {
        "intent": {"name": intent},
        "response_selector": {
            "all_retrieval_intents": ["civil", "traffic"],
            "default": {"response": {}, "ranking": ranking},
        },
    }


def test_topics_and_certainty_are_read_from_the_selectors_ranking():
    assert judge(parsed("civil/a", "traffic/b"), "a") == Judged(("a", "b"), 0.9, "a")


def test_an_intent_that_is_no_domain_means_the_bot_would_not_answer():
    assert judge(parsed("civil/a", intent="nlu_fallback"), "a").confidence == 0.0
    assert judge(parsed("civil/a", intent="greet"), "a").topics == ("a",)


def test_an_answer_without_a_ranking_is_no_topic():
    assert judge({"intent": {"name": "greet"}}, "a") == Judged((), 0.0, "a")


def test_plain_intents_are_read_when_topics_are_intents():
    ranking = [{"name": "civil__a", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}]
    assert judge({"intent_ranking": ranking}, "a") == Judged(("a",), 0.9, "a")
    assert judge({"intent_ranking": ranking[::-1]}, "a").confidence == 0.0


def test_shares_are_over_all_questions_and_over_the_certain_ones():
    judged = [
        Judged(("a", "b"), 0.9, "a"),
        Judged(("a", "b"), 0.9, "b"),
        Judged(("a", "b"), 0.5, "a"),
        Judged(("a", "b"), 0.5, "z"),
    ]
    result = summarise(judged)
    assert (result.top1, result.top3, result.sure, result.sure_right) == (0.5, 0.75, 0.5, 0.5)


def test_no_questions_are_no_success():
    assert summarise([]).top1 == 0
