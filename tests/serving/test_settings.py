import pytest

from serving.errors import SettingsError
from serving.settings import PIECES, ServingSettings


def test_every_piece_is_on_by_default():
    assert all(ServingSettings.from_env({}).enabled(piece) for piece in PIECES)


def test_a_piece_can_be_switched_off():
    settings = ServingSettings.from_env({"SERVING_DISABLE": "store, runner"})
    assert not settings.enabled("store")
    assert not settings.enabled("runner")
    assert settings.enabled("lock")


def test_the_environment_overrides_the_defaults():
    env = {
        "SERVING_HOST": "0.0.0.0",
        "SERVING_PORT": "80",
        "SERVING_ACTION_TIMEOUT": "2.5",
        "SERVING_CORS": "a, b",
    }
    settings = ServingSettings.from_env(env)
    assert (settings.host, settings.port, settings.action_timeout) == ("0.0.0.0", 80, 2.5)
    assert settings.cors_origins == ("a", "b")


@pytest.mark.parametrize(
    ("name", "value"),
    [("SERVING_DISABLE", "sotre"), ("SERVING_PORT", "http"), ("SERVING_MAX_MESSAGE_CHARS", "0")],
)
def test_a_mistake_names_the_setting(name, value):
    with pytest.raises(SettingsError, match=name):
        ServingSettings.from_env({name: value})
