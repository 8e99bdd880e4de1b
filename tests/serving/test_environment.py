import logging
import warnings

import pytest

from serving.environment import prepare_environment, quiet_warnings


def test_numeric_libraries_get_one_thread_and_telemetry_is_off():
    env = {}
    prepare_environment(env)
    assert env["OPENBLAS_NUM_THREADS"] == env["OMP_NUM_THREADS"] == "1"
    assert env["RASA_TELEMETRY_ENABLED"] == "false"


def test_what_the_operator_set_is_kept():
    env = {"OMP_NUM_THREADS": "4"}
    prepare_environment(env)
    assert env["OMP_NUM_THREADS"] == "4"


@pytest.fixture
def captured():
    yield
    logging.captureWarnings(False)


def test_a_warning_that_quotes_a_resident_is_not_printed(captured, capsys):
    quiet_warnings()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("Failed to parse arguments in line '/내 번호'", stacklevel=1)
    assert "내 번호" not in capsys.readouterr().err
