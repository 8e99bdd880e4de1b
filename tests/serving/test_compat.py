from importlib.metadata import version

import pytest

from serving import compat
from serving.errors import UnsupportedRasaError


def test_this_is_the_rasa_whose_private_methods_were_read():
    assert version("rasa") == compat.RASA_VERSION == "3.6.21"


def test_every_private_method_this_package_builds_on_is_there():
    assert compat.missing_seams() == []


def test_another_rasa_is_refused_with_the_version_to_install(monkeypatch):
    monkeypatch.setattr(compat, "version", lambda _: "3.7.0")
    with pytest.raises(UnsupportedRasaError, match=r"rasa==3\.6\.21"):
        compat.require_supported_rasa()


def test_a_method_that_is_gone_is_named(monkeypatch):
    monkeypatch.setattr(compat, "SEAMS", (("rasa.core.agent", "Agent", "load_the_model"),))
    assert compat.missing_seams() == ["rasa.core.agent.Agent.load_the_model"]
