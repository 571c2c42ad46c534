"""Who may open the dashboard: a file of names and passwords, as Panel's own login takes it."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.articles.records import UnreadableError

OTHERS = 0o077  # what others than its owner may do with a file


class UsersError(UnreadableError):
    """The file of users cannot be used; the message says why and what to do."""


def check_users(path: Path) -> list[str]:
    """See whether a file of users can be used.

    Args:
        path: a JSON object whose keys are names and whose values are passwords.

    Returns:
        Warnings.

    Raises:
        UsersError: it is missing, no such object, or has an empty name or password.
    """
    try:
        users = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsersError(f"{path}: cannot be read ({reason}). It must hold names and passwords as JSON.") from error
    if not isinstance(users, dict) or not users:
        raise UsersError(f'{path}: must hold an object of names and passwords, as {{"ana": "..."}}.')
    for name, password in users.items():
        if not name or not isinstance(password, str) or not password:
            raise UsersError(f"{path}: '{name}' must be a name with a password that is a text and not empty.")
    if path.stat().st_mode & OTHERS:
        return [f"{path}: others on this machine can read the passwords in it. Forbid it with: chmod 600 {path}"]
    return []
