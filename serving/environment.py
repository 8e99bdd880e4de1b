"""Environment variables that libraries read when they are imported."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping

PINNED = {
    # A turn multiplies small matrices: a second thread costs more than it gives and takes a core from others.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}
QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}


def prepare_environment(env: MutableMapping[str, str]) -> None:
    """Set what `env` does not say: one thread for numeric libraries, no telemetry, quiet libraries."""
    for name, value in {**PINNED, **QUIET}.items():
        env.setdefault(name, value)


def quiet_warnings() -> None:
    """Drop Python warnings: deprecations inside Rasa's dependencies, and Rasa's own, which quote residents.

    A filter would not do, because libraries set filters of their own while they are imported.
    """
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
