"""Request bodies: the text is read by the message itself, as strictly as on the terminal."""

from typing import Annotated, Any, TypeVar, cast

from django.http import HttpRequest
from ninja import Body
from ninja.parser import Parser
from ninja.types import DictStrAny
from pydantic import BeforeValidator, ValidationError
from pydantic_core import PydanticCustomError

from sync.wire import Actions, Enrol, Message, Signed

__all__ = ["ActionsBody", "EnrolBody", "SignedBody", "TextParser", "reads"]

M = TypeVar("M", bound=Message)


class TextParser(Parser):
    """Hands the bytes on: values parsed from JSON first would no longer be strict."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        return cast("DictStrAny", request.body)


def reads(kind: type[M]) -> BeforeValidator:
    """What makes a route's body out of the bytes that came."""

    def read(text: Any) -> M:
        try:
            return kind.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            # A key that there is not is the client's own word, which nobody quotes.
            known = first["loc"][:-1] if first["type"] == "extra_forbidden" else first["loc"]
            place = ".".join(str(step) for step in known) or "body"
            raise PydanticCustomError(first["type"], "{place}", {"place": place}) from None

    return BeforeValidator(read)


EnrolBody = Annotated[Enrol, reads(Enrol), Body()]
SignedBody = Annotated[Signed, reads(Signed), Body()]
ActionsBody = Annotated[Actions, reads(Actions), Body()]
