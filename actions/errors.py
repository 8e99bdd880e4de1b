class ActionError(Exception):
    """A custom action cannot do its work; `code` names the reason for logs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
