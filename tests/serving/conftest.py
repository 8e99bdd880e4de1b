import contextlib
import os
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent / "project"
ROOT = Path(__file__).parents[2]


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
