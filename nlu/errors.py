"""Errors of the nlu package."""

from __future__ import annotations


class NluError(Exception):
    """Something the operator or a member of staff can fix; `code` names it for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
