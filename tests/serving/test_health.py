from serving.health import health_report


def test_without_a_model_the_bot_is_starting():
    assert health_report(None, {})["status"] == "starting"


def test_a_bot_that_saves_everything_is_ok():
    assert health_report("m", {"failed_writes": 3, "waiting_turns": 0, "lost_turns": 0})["status"] == "ok"


def test_turns_that_wait_or_are_lost_degrade_it():
    assert health_report("m", {"waiting_turns": 1})["status"] == "degraded"
    assert health_report("m", {"lost_turns": 1})["status"] == "degraded"
