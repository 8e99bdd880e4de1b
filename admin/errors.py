"""What can go wrong on the staff screen; `message` is Korean and shown to staff."""

from __future__ import annotations


class AdminError(Exception):
    """Base of this package's errors; `code` is stable, `status` is the HTTP status."""

    code = "admin"
    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SettingsError(AdminError):
    """A setting has a value that cannot be used (English: operators read it)."""

    code = "settings"


class ForbiddenError(AdminError):
    """The member of staff may not do this."""

    code = "forbidden"
    status = 403


class NotFoundError(AdminError):
    """There is no such page, article or person."""

    code = "not_found"
    status = 404


class InputError(AdminError):
    """Something was typed that cannot be used."""

    code = "input"
    status = 422


class SignInError(AdminError):
    """The sign-in failed; the reason given does not tell whether the name exists."""

    code = "sign_in"
    status = 401


class FormExpiredError(AdminError):
    """A form came without the token of this session."""

    code = "form_expired"
    status = 403
