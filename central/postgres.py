"""Several statements to PostgreSQL in one message, each prepared once a connection, by libpq.

psycopg's cursor takes as long to pass a statement on as the server takes to answer it. What it
does for types and errors is used here, too: results come through its loaders, errors are its own.
"""

import json
import select
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from psycopg.abc import Transformer as Reader
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

__all__ = ["Answer", "Asked", "array", "ask"]

#: A statement with %s for its values, and these.
Asked = tuple[str, Sequence[object]]
#: The rows of a SELECT, and how many rows were found or written.
Answer = tuple[list[Any], int]
Connection = psycopg.Connection[Any]

_FAILED = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE})
_BEGIN = b"BEGIN"
_NO_ROWS: list[Any] = []
#: The unit separator, which nobody types.
_MARK = "\x1f"


@dataclass(slots=True)
class _Server:
    """What is known of one connection: its prepared statements, and how to read its results."""

    reader: Reader
    names: dict[str, bytes] = field(default_factory=dict)


_SERVERS: WeakKeyDictionary[Connection, _Server] = WeakKeyDictionary()


def ask(connection: Connection, asked: Sequence[Asked]) -> list[Answer]:
    """The answers in their order; the first error is raised, and undoes the transaction."""
    server = _SERVERS.get(connection)
    if server is None:
        server = _SERVERS[connection] = _Server(Transformer(connection))
    line = connection.pgconn
    names = [server.names.get(text) or _prepared(line, server, text) for text, _ in asked]
    values = [_dumped(row) for _, row in asked]
    begins = not connection.autocommit and line.transaction_status == TransactionStatus.IDLE
    line.enter_pipeline_mode()
    try:
        if begins:
            line.send_query_params(_BEGIN, None)
        for name, row in zip(names, values, strict=True):
            line.send_query_prepared(name, row)
        line.pipeline_sync()
        results = _results(line, len(asked) + begins)
    finally:
        if line.status == ConnStatus.OK:
            line.exit_pipeline_mode()
    return [_answer(server.reader, result) for result in results[begins:]]


def array(values: Sequence[object]) -> str:
    """Values of one column as PostgreSQL reads an array."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return "{" + _all_quoted(values) + "}"
    change = _TEXTS.get(kinds.pop()) if len(kinds) == 1 else None
    return "{" + ",".join(map(change or _element, values)) + "}"


def _prepared(line: PGconn, server: _Server, text: str) -> bytes:
    name = b"machikado_%d" % len(server.names)
    numbered = text.split("%s")
    query = numbered[0] + "".join(f"${n}{part}" for n, part in enumerate(numbered[1:], 1))
    result = line.prepare(name, query.encode())
    if result.status in _FAILED:
        _look_alive(line)
        raise error_from_result(result)
    server.names[text] = name
    return name


def _results(line: PGconn, count: int) -> list[PGresult]:
    """One result for each statement; after an error the server passes the rest over."""
    poll = _sent(line)
    results: list[PGresult] = []
    while True:
        # libpq could wait by itself, but then every thread of this process would.
        while line.is_busy():
            poll.poll()
            line.consume_input()
        result = line.get_result()
        if result is None:
            _look_alive(line)
        elif result.status == ExecStatus.PIPELINE_SYNC:
            break
        else:
            results.append(result)
    for result in results:
        if result.status in _FAILED:
            raise error_from_result(result)
    assert len(results) == count, "one result a statement"
    return results


def _sent(line: PGconn) -> select.poll:
    """Everything is on its way; what tells when there is something to read."""
    poll = select.poll()
    poll.register(line.socket, select.POLLIN | select.POLLOUT)
    while line.flush():
        poll.poll()
        line.consume_input()
    poll.modify(line.socket, select.POLLIN)
    return poll


def _look_alive(line: PGconn) -> None:
    if line.status != ConnStatus.OK:
        raise psycopg.OperationalError("the connection to the database is lost")


def _answer(reader: Reader, result: PGresult) -> Answer:
    if result.status != ExecStatus.TUPLES_OK:
        return _NO_ROWS, result.command_tuples or 0
    reader.set_pgresult(result)
    return reader.load_rows(0, result.ntuples, tuple), result.ntuples


def _dumped(row: Sequence[object]) -> list[bytes | None]:
    """As text, whose type the server knows from where it stands."""
    return [(_BYTES.get(type(value)) or _subtype)(value) for value in row]


def _plain(text: str) -> str:
    if "\0" in text:
        raise psycopg.DataError("PostgreSQL text cannot contain NUL")
    return text


def _subtype(value: object) -> bytes:
    assert isinstance(value, str), f"no column holds a {type(value).__name__}"
    return _plain(value).encode()


def _element(value: object) -> str:
    return (_TEXTS.get(type(value)) or _subtype_quoted)(value)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _all_quoted(texts: Sequence[Any]) -> str:
    """A column is escaped at once, unless one of its texts holds the mark that parts them."""
    joined = _MARK.join(texts)
    if joined.count(_MARK) >= len(texts):
        return ",".join(map(_quoted, texts))
    return _quoted(joined).replace(_MARK, '","')


def _escaped(text: str) -> str:
    return _plain(text).replace("\\", "\\\\").replace('"', '\\"')


def _subtype_quoted(value: object) -> str:
    assert isinstance(value, str), f"no column holds a {type(value).__name__}"
    return _quoted(value)


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: _quoted,
    type(None): lambda _value: "NULL",
    list: lambda value: _quoted(json.dumps(value)),
    dict: lambda value: _quoted(json.dumps(value)),
    int: str,
    bool: lambda value: "t" if value else "f",
    UUID: lambda value: value.hex,
    datetime: datetime.isoformat,
    date: date.isoformat,
}
_BYTES: Mapping[type, Callable[[Any], bytes | None]] = {
    str: lambda value: _plain(value).encode(),
    type(None): lambda _value: None,
    int: lambda value: b"%d" % value,
    bool: lambda value: b"t" if value else b"f",
    UUID: lambda value: value.hex.encode(),
    datetime: lambda value: value.isoformat().encode(),
    date: lambda value: value.isoformat().encode(),
    list: lambda value: json.dumps(value).encode(),
    dict: lambda value: json.dumps(value).encode(),
}
