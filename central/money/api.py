"""Where the provider of online payments calls back."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router
from pydantic import Field

from central import clock
from central.bodies import reads
from central.money.online import Unknown, receive_settlement
from central.money.providers import Settlement, provider
from central.problems import POSTED, answer
from sync.wire import Message, Problem

__all__ = ["SettlementAnswer", "SettlementCall", "router"]

router = Router(tags=["payments"])
#: The year 2100: no arithmetic overflows.
MILLIS_MAX = 4_102_444_800_000


class SettlementCall(Message):
    """``reference`` is ours; the signature is over the other three."""

    reference: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    yen: Annotated[int, Field(ge=1, le=100_000_000)]
    paid_ms: Annotated[int, Field(ge=0, le=MILLIS_MAX)]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SettlementAnswer(Message):
    """Not ``taken``: the provider gives the money back to the payer; ``code`` says why."""

    taken: bool
    code: str = ""


SettlementBody = Annotated[SettlementCall, reads(SettlementCall), Body()]


@router.post(
    "/payments/settled",
    response={200: SettlementAnswer, **POSTED, 401: Problem},
)
def post_settled(request: HttpRequest, call: SettlementBody) -> HttpResponse:  # noqa: ARG001 - ninja's
    """A payment that the provider has; called again, the same answer."""
    paid_at = clock.from_millis(call.paid_ms)
    settlement = Settlement(call.reference, call.yen, paid_at, call.signature)
    known = provider()
    decision = Unknown() if known is None else receive_settlement(settlement, known, clock.now())
    if isinstance(decision, Unknown):
        return answer(Problem(code="bad_signature"))
    codes = [reason.code for reason in decision.reasons]
    return answer(SettlementAnswer(taken=not codes, code=codes[0] if codes else ""))
