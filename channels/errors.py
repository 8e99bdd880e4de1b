"""What can go wrong between a website and the bot."""

from __future__ import annotations


class ChannelError(Exception):
    """Base of this package's errors; `code` is stable."""

    code = "channel"


class SettingsError(ChannelError):
    """A setting has a value the channel cannot use."""

    code = "settings"


class RefusedError(ChannelError):
    """A request is not answered by the bot: HTTP `status`, `code` and a Korean sentence for the resident."""

    def __init__(self, status: int, code: str, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def body(self) -> dict[str, dict[str, str]]:
        """Return the JSON body."""
        return {"error": {"code": self.code, "message": self.message}}
