import contextlib
import os
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent / "project"


@pytest.fixture(scope="session")
def trained_model(tmp_path_factory):
    """A small trained bot: keyword intents, rules, a story and a form."""
    from rasa.model_training import train

    from serving.logs import configure_logging

    configure_logging()
    models = tmp_path_factory.mktemp("models")
    with _working_directory(models):
        result = train(
            domain=str(PROJECT / "domain.yml"),
            config=str(PROJECT / "config.yml"),
            training_files=[str(PROJECT / "data")],
            output=str(models),
            fixed_model_name="bot",
        )
    assert result.code == 0
    return Path(result.model)


@contextlib.contextmanager
def _working_directory(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture(scope="session")
def project_actions():
    """The package of the project's custom actions, importable."""
    sys.path.insert(0, str(PROJECT))
    yield "project_actions"
    sys.path.remove(str(PROJECT))


@pytest.fixture(scope="session")
def stock(trained_model, project_actions, tmp_path_factory):
    """What Rasa without any of the pieces says and stores in the scripted conversations."""
    from tests.serving.in_process import run

    return run(trained_model, project_actions, tmp_path_factory.mktemp("stock") / "rasa.db", set())


@pytest.fixture(scope="session")
def actions_url(tmp_path_factory):
    from tests.serving.running import running_actions

    with running_actions(tmp_path_factory.mktemp("actions")) as url:
        yield url


@pytest.fixture(scope="session")
def bot(trained_model, actions_url, tmp_path_factory):
    """The bot with every piece, over HTTP, with a real action server."""
    from tests.serving.running import running_bot

    with running_bot(trained_model, tmp_path_factory.mktemp("bot"), actions_url) as bot:
        yield bot
