"""Whom the outcome is mailed of what a terminal only received: nobody stands there any more."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from central.journal.jobs import Due
from central.notices.models import MailWish
from central.notices.use_cases import tell_outcome
from central.terminals.models import Action
from rules.calendar import day_of
from rules.policy import Municipality
from sync.wire import ActionVerdict, EntrySlot

__all__ = ["outcomes"]

#: So long a worker may have rested without anybody missing a mail.
LOOKS_BACK = timedelta(days=3)
#: Of what these did the booking's own mail tells whoever wishes it.
_TOLD = ("book", "change", "cancel", "apply_formally")


def outcomes(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """What was decided when nobody stood there any more, of whoever has an address."""
    left = Action.objects.filter(
        municipality=municipality.id,
        untold=True,
        received_at__gt=now - LOOKS_BACK,
        received_at__lte=now,
        resident__isnull=False,
    ).exclude(resident__mail="")
    hearing = MailWish.objects.filter(municipality=municipality.id, bookings=True)
    told = {"verdict": "applied", "verb__in": _TOLD, "resident__in": hearing.values("resident")}
    seen: set[str] = set()
    for action in left.exclude(**told).order_by("received_at", "id"):
        answer = ActionVerdict.model_validate_json(action.answer)
        key = _key(action, answer)
        if key not in seen:
            seen.add(key)
            yield Due(key, _outcome(action, answer))


def _key(action: Action, answer: ActionVerdict) -> str:
    """Of wrong passwords one a day: who only knows a number fills nobody's mailbox."""
    if any(reason.code == "credential" for reason in answer.reasons):
        return f"{action.resident_id} {day_of(action.received_at)}"
    return str(action.id)


def _outcome(action: Action, answer: ActionVerdict) -> tell_outcome.Body:
    assert action.resident_id is not None, "it was looked for"
    return tell_outcome.Body(
        resident=action.resident_id,
        number=action.number,
        verdict=answer.verdict,
        reasons=answer.reasons,
        slot=_slot(json.loads(action.clear)["body"]) if action.verb == "book" else None,
    )


def _slot(body: dict[str, object]) -> EntrySlot:
    asked = {name: body[name] for name in EntrySlot.model_fields}
    return EntrySlot.model_validate_json(json.dumps(asked))
