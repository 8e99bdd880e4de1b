"""Password rules and hashes (argon2id)."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from admin.errors import InputError

MIN_LENGTH = 10
MAX_LENGTH = 128
RULES = "10자 이상, 글자와 숫자를 섞어 주세요. 아이디가 들어가거나 같은 글자가 이어지면 안 됩니다."
_hasher = PasswordHasher()  # argon2id with the library's own, regularly reviewed cost
# Verified when a name is unknown, so that the answer takes as long as for a known one.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$3DsV0Hk8b1hLWRcQ6rBUZuDAUcoXnuJjvIIZBh7yq5E"


def check_rules(password: str, username: str) -> None:
    """Raise InputError when a new password is too easy to guess."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise InputError(f"비밀번호는 {MIN_LENGTH}자 이상이어야 합니다.")
    if not (any(c.isalpha() for c in password) and any(c.isdigit() for c in password)):
        raise InputError("비밀번호에 글자와 숫자를 섞어 주세요.")
    if username and username.lower() in password.lower():
        raise InputError("비밀번호에 아이디를 넣을 수 없습니다.")
    if re.search(r"(.)\1{3}", password):
        raise InputError("같은 글자를 네 번 이어 쓸 수 없습니다.")
    if len(set(password)) < 5:
        raise InputError("비밀번호에 서로 다른 글자를 더 섞어 주세요.")


def hash_password(password: str) -> str:
    """Return the argon2id hash."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is right; takes equally long for nobody (None)."""
    try:
        return _hasher.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
