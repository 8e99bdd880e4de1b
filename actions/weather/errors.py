from __future__ import annotations

from actions.errors import ActionError


class WeatherError(ActionError):
    """An open-data service gave no usable answer; `code` is its own error code or ours."""


class NoDataError(WeatherError):
    """The service works but has nothing for the hour asked about."""
