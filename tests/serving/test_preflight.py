import os
import socket

import pytest

from serving import preflight
from serving.errors import StartError
from serving.launcher import main
from serving.settings import ServingSettings

GOOD_ENDPOINTS = "action_endpoint: {url: 'http://127.0.0.1:5055/webhook'}\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A directory with everything the launcher asks for."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "bot.tar.gz").touch()
    (tmp_path / "endpoints.yml").write_text(GOOD_ENDPOINTS)
    (tmp_path / "credentials.yml").write_text("rest:\n")
    return tmp_path


def failure(capsys):
    """The launcher's one line."""
    assert main(["--port", "0"]) == 2
    line = capsys.readouterr().err.strip()
    assert "\n" not in line
    return line


def test_a_busy_port_is_told_before_anything_else(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    assert f"Port {port}" in capsys.readouterr().err


def test_a_missing_model_says_how_to_make_one(project, capsys):
    (project / "models" / "bot.tar.gz").unlink()
    assert "make train" in failure(capsys)


def test_a_missing_file_is_named(project, capsys):
    (project / "credentials.yml").unlink()
    assert "credentials.yml does not exist" in failure(capsys)


def test_broken_yaml_is_told_with_its_line(project, capsys):
    (project / "endpoints.yml").write_text("action_endpoint:\n  url: [\n")
    assert "endpoints.yml, line 3" in failure(capsys)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("actions: {url: x}", "unknown entry 'actions'"),
        ("tracker_store: sqlite", "tracker_store must be a mapping"),
        ("- action_endpoint", "must be a mapping"),
    ],
)
def test_a_wrong_entry_of_endpoints_yml_is_named(project, capsys, content, words):
    (project / "endpoints.yml").write_text(content)
    assert words in failure(capsys)


@pytest.mark.parametrize(
    ("content", "words"), [("{}", "names no channel"), ("rest: yes", "rest must be empty or a mapping")]
)
def test_a_wrong_entry_of_credentials_yml_is_named(project, capsys, content, words):
    (project / "credentials.yml").write_text(content)
    assert words in failure(capsys)


def test_a_wrong_setting_is_told(project, capsys, monkeypatch):
    monkeypatch.setenv("SERVING_DISABLE", "everything")
    assert "SERVING_DISABLE" in failure(capsys)


def test_several_processes_need_a_lock_they_share(monkeypatch):
    monkeypatch.setenv("SANIC_WORKERS", "2")
    endpoints = {"lock_store": {"type": "serving.lock_store.FifoLockStore"}}
    with pytest.raises(StartError, match="Redis"):
        preflight.check_workers(endpoints, ServingSettings())
    preflight.check_workers({"lock_store": {"type": "redis"}}, ServingSettings())


@pytest.mark.parametrize(
    ("endpoints", "credentials", "words"),
    [
        ({"tracker_store": {"type": "serving.tracker_store.NoStore"}}, {}, r"tracker_store\.type .*NoStore"),
        ({"lock_store": {"type": "no_module.Lock"}}, {}, r"lock_store\.type .*no_module"),
        ({}, {"no_module.Channel": None}, "channel 'no_module.Channel'"),
    ],
)
def test_a_class_rasa_would_silently_do_without_stops_the_start(endpoints, credentials, words):
    with pytest.raises(StartError, match=words):
        preflight.check_classes(endpoints, credentials)


def test_rasas_own_stores_and_channels_pass():
    preflight.check_classes(
        {"tracker_store": {"type": "SQL"}, "lock_store": {"type": "redis"}}, {"rest": None}
    )


def test_the_newest_model_of_a_directory_is_taken(project):
    newer = project / "models" / "newer.tar.gz"
    newer.touch()
    os.utime(project / "models" / "bot.tar.gz", (1, 1))
    assert preflight.find_model("models").name == "newer.tar.gz"
