from benchmark.voice import QUESTIONS, VoiceResult, cut_off_rate, rows


def test_a_pause_that_a_profile_waits_out_cuts_no_sentence_off():
    questions = QUESTIONS.read_text(encoding="utf-8").splitlines()[:6]
    assert cut_off_rate("kiosk", questions) == 0
    assert cut_off_rate("web", questions) > 0


def test_the_table_tells_the_wait_in_milliseconds():
    result = VoiceResult({"kiosk": 0.0, "web": 0.5}, 24, 24, {"kiosk": 1260.0, "web": 750.0}, 67.4, 121.0)
    measured = dict(rows(result))
    assert measured["end of turn to first sound of the answer, median"] == "67 ms"
    assert measured["the same with the web's shorter silence"] == "50%"
