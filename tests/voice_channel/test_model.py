import io
import json
import tarfile
from pathlib import Path

import pytest

from voice_channel.errors import VoiceError
from voice_channel.settings import SttSettings
from voice_channel.stt.model import KOREAN_MODEL, find_model
from voice_channel.stt.words import join_result


def model_folder(path: Path) -> Path:
    (path / "am").mkdir(parents=True)
    (path / "am" / "final.mdl").write_bytes(b"model")
    return path


def archive(path: Path, names: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in names.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def test_the_operators_model_comes_first(tmp_path: Path) -> None:
    chosen = model_folder(tmp_path / "my-model")
    model_folder(tmp_path / "installed" / KOREAN_MODEL)
    model = find_model(SttSettings(chosen, tmp_path), (tmp_path / "installed",))
    assert (model.path, model.name, model.synthetic) == (chosen, "my-model", False)


def test_an_installed_korean_model_comes_second(tmp_path: Path) -> None:
    model = find_model(
        SttSettings(None, tmp_path), (tmp_path / "none", model_folder(tmp_path / KOREAN_MODEL).parent)
    )
    assert (model.name, model.synthetic) == (KOREAN_MODEL, False)


def test_a_packed_synthetic_model_is_unpacked_once_and_named_as_such(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packed = archive(tmp_path / "vosk-model-synthetic-ko.tar.gz", {"m/am/final.mdl": b"x", "m/conf/a": b"y"})
    settings = SttSettings(packed, tmp_path / "cache")
    model = find_model(settings, ())
    assert model.synthetic
    assert (model.path / "am" / "final.mdl").read_bytes() == b"x"
    assert find_model(settings, ()) == model
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert "not people" in caplog.text.replace("\n", " ")
    assert "사람의 말은 알아듣지 못합니다" in caplog.text


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "m/../../evil"])
def test_an_archive_that_reaches_outside_is_refused(tmp_path: Path, name: str) -> None:
    packed = archive(tmp_path / "bad.tar.gz", {name: b"x"})
    with pytest.raises(VoiceError, match="unsafe"):
        find_model(SttSettings(packed, tmp_path / "cache"), ())


@pytest.mark.parametrize("content", [b"", b"not an archive"])
def test_a_broken_archive_is_named(tmp_path: Path, content: bytes) -> None:
    packed = tmp_path / "broken.tar.gz"
    packed.write_bytes(content)
    with pytest.raises(VoiceError, match=r"broken\.tar\.gz") as error:
        find_model(SttSettings(packed, tmp_path / "cache"), ())
    assert error.value.code == "model_missing"


def test_a_path_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="VOSK_MODEL_PATH"):
        find_model(SttSettings(tmp_path, tmp_path), ())


def test_word_parts_are_joined_to_words() -> None:
    result = {
        "text": "여권 +을 잃어 +버렸 +어요",
        "result": [
            {"word": "여권", "start": 0.1, "end": 0.5, "conf": 1.0},
            {"word": "+을", "start": 0.5, "end": 0.6, "conf": 0.4},
            {"word": "주세요", "start": 0.7, "end": 1.0, "conf": 0.9},
        ],
    }
    joined = join_result(result)
    assert joined["text"] == "여권을 잃어버렸어요"
    assert joined["result"] == [
        {"word": "여권을", "start": 0.1, "end": 0.6, "conf": 0.4},
        {"word": "주세요", "start": 0.7, "end": 1.0, "conf": 0.9},
    ]
    assert result["result"][0]["word"] == "여권"


def test_alternatives_and_partials_are_joined_too() -> None:
    assert join_result({"partial": "여권 +을"}) == {"partial": "여권을"}
    raw = json.loads('{"alternatives": [{"text": "여권 +을", "confidence": 2.0}]}')
    assert join_result(raw) == {"alternatives": [{"text": "여권을", "confidence": 2.0}]}
