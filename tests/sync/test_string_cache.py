"""What a message says is not kept in memory for the next one: it may be about a person."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

import sync.wire
from sync import form_lock, link
from sync.wire import Message

KEYS = "cache_strings='keys'"


def adapters() -> Iterator[TypeAdapter[Any]]:
    for module in (link, form_lock):
        yield from (one for one in vars(module).values() if isinstance(one, TypeAdapter))


@pytest.mark.parametrize("adapter", list(adapters()), ids=str)
def test_adapter__keeps_no_string_but_keys(adapter: TypeAdapter[Any]) -> None:
    assert KEYS in repr(adapter.validator)


def messages() -> Iterator[type[Message]]:
    for one in vars(sync.wire).values():
        if isinstance(one, type) and issubclass(one, Message):
            yield one


@pytest.mark.parametrize("message", list(messages()), ids=lambda message: message.__name__)
def test_message__keeps_no_string_but_keys(message: type[Message]) -> None:
    assert KEYS in repr(message.__pydantic_validator__)


def test_adapters__are_found() -> None:
    assert len(list(adapters())) > 10
    assert KEYS not in repr(TypeAdapter(str).validator)
