from pathlib import Path

from serving.startup import processes

PROCFILE = (Path(__file__).parents[2] / "Procfile").read_text()


def test_actions_inside_the_bot_need_no_action_server():
    names = set(processes(PROCFILE, {"action_endpoint": {"url": "inproc://actions"}}))
    assert "bot" in names and "actions" not in names


def test_an_action_server_is_started_where_the_endpoint_names_one():
    names = set(processes(PROCFILE, {"action_endpoint": {"url": "http://127.0.0.1:5055/webhook"}}))
    assert {"bot", "actions"} <= names


def test_without_an_endpoint_every_process_is_started():
    assert "actions" in processes(PROCFILE, {})
