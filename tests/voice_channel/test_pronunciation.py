import pytest

from voice_channel.tts.pronunciation import respell


@pytest.mark.parametrize(
    ("written", "sounded"),
    [
        ("국민", "궁민"),
        ("합니다", "함니다"),
        ("없는", "엄는"),
        ("끝나", "끈나"),
        ("신라", "실라"),
        ("설날", "설랄"),
        ("관리비", "괄리비"),
        ("법률", "범뉼"),
        ("독립", "동닙"),
        ("대통령", "대통녕"),
        ("음료", "음뇨"),
        ("백만 원", "뱅만 원"),
        ("의견란", "의견난"),
        ("꽃잎", "꼰닙"),
        ("못합니다", "모탐니다"),
        ("좋다", "조타"),
        ("놓는", "논는"),
        ("희망", "히망"),
        ("읽고", "일꼬"),
        ("여권", "여꿘"),
        ("이십육", "이심뉵"),
    ],
)
def test_sound_changes_are_written_out(written: str, sounded: str) -> None:
    assert respell(written) == sounded


@pytest.mark.parametrize("word", ["값이", "같이", "구청", "전화", "A 1!", ""])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert respell(word) == word


def test_sounds_do_not_change_across_a_space() -> None:
    assert respell("국 민") == "국 민"
