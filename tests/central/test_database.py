"""DATABASE_URL: one server or several, in every form that it may have."""

from pathlib import Path

import pytest

from central.database import BadDatabaseUrlError, database

STATE = Path("state")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:p%40@db:5433/centre", ("u", "p@", "db", "5433", "centre")),
        ("postgres://u@db/centre", ("u", "", "db", "", "centre")),
        ("postgresql:///centre", ("", "", "", "", "centre")),
        ("postgresql://u@[::1]:5433/c", ("u", "", "::1", "5433", "c")),
        ("postgresql://u@a:1,b:2/c", ("u", "", "a,b", "1,2", "c")),
        ("postgresql://u@a,b/c", ("u", "", "a,b", "", "c")),
        ("postgresql://u@a:5433,b/c", ("u", "", "a,b", "5433,", "c")),
    ],
)
def test_database__where_it_is(url: str, said: tuple[str, ...]) -> None:
    found = database(url, STATE)
    assert tuple(found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == said


def test_database__what_the_c_library_is_told() -> None:
    url = "postgresql://u@a,b/c?target_session_attrs=read-write&connect_timeout=9"
    options = database(url, STATE)["OPTIONS"]
    assert options["target_session_attrs"] == "read-write"
    assert options["connect_timeout"] == "9"
    assert "statement_timeout" in options["options"]
    assert database("postgresql:///c?host=/run/x", STATE)["HOST"] == "/run/x"


@pytest.mark.parametrize(
    "url",
    ["mysql://u@h/c", "postgresql://u@h", "postgresql://u@h:x/c", "postgresql://u@h:1,[::1/c"],
)
def test_database__that_is_none(url: str) -> None:
    with pytest.raises(BadDatabaseUrlError) as error:
        database(url, STATE)
    assert str(error.value) == "DATABASE_URL: want postgresql://user:password@host:port/name"


def test_database__without_an_address_is_sqlite() -> None:
    assert database("", STATE)["NAME"] == "state/central.sqlite3"
