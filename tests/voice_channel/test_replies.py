from voice_channel.replies import reply_text, speech_sentences
from voice_channel.tts.sentences import split_sentences


def test_the_short_spoken_form_is_said_and_not_the_text_beside_it() -> None:
    messages = [
        {"text": "승용차 4만 원 ..."},
        {"custom": {"type": "answer", "speech": "승용차는 4만 원이에요. 032-120."}},
    ]
    assert speech_sentences(messages) == ["승용차는 사만 원이에요.", "공삼이 일이공."]


def test_without_a_spoken_form_the_text_is_said() -> None:
    assert speech_sentences([{"text": "3층입니다."}]) == ["삼 층입니다."]
    assert speech_sentences([{"custom": {"text": "3층입니다.", "speech": ""}}]) == ["삼 층입니다."]


def test_every_payload_of_a_reply_is_said_in_order() -> None:
    messages = [{"custom": {"speech": "하나."}}, {"text": "둘"}, {"custom": {"speech": "둘."}}]
    assert speech_sentences(messages) == ["하나.", "둘."]


def test_a_reply_without_words_is_silence() -> None:
    assert speech_sentences([]) == []
    assert speech_sentences([{"image": "map.png"}, {"custom": "odd"}, {"text": None}]) == []


def test_a_date_is_not_cut_at_its_dots() -> None:
    assert speech_sentences([{"text": "2026. 3. 1. 기준입니다. 확인하세요."}]) == [
        "이천이십육 년 삼월 일 일 기준입니다.",
        "확인하세요.",
    ]


def test_the_text_of_a_reply_keeps_its_messages_on_lines_of_their_own() -> None:
    assert reply_text([{"text": "하나"}, {"custom": {}}, {"text": "둘"}]) == "하나\n둘"


def test_a_very_long_sentence_is_cut_at_commas_and_spaces() -> None:
    pieces = split_sentences("가나다, " * 100, max_chars=50)
    assert all(0 < len(piece) <= 50 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == ("가나다, " * 100).replace(" ", "")
    assert [len(piece) for piece in split_sentences("가" * 120, max_chars=50)] == [50, 50, 20]


def test_numbers_to_call_in_a_crisis_are_said_digit_by_digit() -> None:
    speech = "지금 바로 109로 전화해 주세요. 24시간 받아요. 1577-0199도 있어요. 119예요."
    assert speech_sentences([{"custom": {"type": "crisis", "speech": speech}}]) == [
        "지금 바로 일 공 구로 전화해 주세요.",
        "이십사 시간 받아요.",
        "일 오 칠 칠, 공 일 구 구도 있어요.",
        "일 일 구예요.",
    ]


def test_digits_that_staff_spelled_out_stay_as_they_are() -> None:
    speech = "번호는 일 공 구, 일 공 구예요."
    assert speech_sentences([{"custom": {"type": "crisis", "speech": speech}}]) == [speech]
