"""What can stop the server before it serves."""


class ServingError(Exception):
    """Base of this package's errors; `code` is stable, the message is one line for the operator."""

    code = "serving"


class SettingsError(ServingError):
    """A setting has a value the server cannot use."""

    code = "settings"


class StartError(ServingError):
    """The server cannot start: port, model or configuration files."""

    code = "start"


class UnsupportedRasaError(ServingError):
    """The installed Rasa is not the version whose private methods this package builds on."""

    code = "rasa_version"
