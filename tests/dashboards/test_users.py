"""Files of names and passwords: which can be used, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.users import UsersError, check_users


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "users.json"
    path.write_text(text, encoding="utf8")
    path.chmod(mode)
    return path


def test_a_file_that_others_cannot_read_is_taken(tmp_path: Path) -> None:
    assert check_users(written(tmp_path, '{"ana": "long and secret"}')) == []


def test_a_file_that_others_can_read_is_warned_of(tmp_path: Path) -> None:
    (warning,) = check_users(written(tmp_path, '{"ana": "long and secret"}', 0o644))
    assert "chmod 600" in warning
    assert "long and secret" not in warning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "must hold an object"),
        ("{}", "must hold an object"),
        ('{"ana": ""}', "'ana' must be a name with a password"),
        ('{"ana": 1}', "'ana' must be a name with a password"),
        ('{"": "x"}', "'' must be a name with a password"),
    ],
)
def test_what_is_no_file_of_users_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsersError, match=said):
        check_users(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsersError, match=r"none\.json: cannot be read"):
        check_users(tmp_path / "none.json")
