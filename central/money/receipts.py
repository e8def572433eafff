"""施設使用許可書兼領収書 and the slip of a refund, as pages that a browser prints (ON-38)."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from central.booking.models import Booking
from central.booking.words import place_text, sport_text, time_text
from central.money.models import INCOMING, Movement, MovementKind
from central.money.names import purpose_text
from central.policies import municipalities

__all__ = ["receipt_page"]

#: What a desk hands out; a debit and an online payment have the bank's and the provider's.
AT_A_DESK = (MovementKind.DESK, MovementKind.REFUND)


def receipt_page(movement: UUID) -> str | None:
    """The page of a movement at a desk, the same whenever it is printed; None: there is none."""
    found = (
        Movement.objects.select_related("charge__booking", "charge__resident")
        .filter(id=movement, kind__in=AT_A_DESK)
        .first()
    )
    return None if found is None else render_to_string("money/receipt.html", _page(found))


def _page(movement: Movement) -> dict[str, object]:
    charge, municipality = movement.charge, municipalities()[movement.municipality]
    booking = charge.booking
    return {
        "title": "施設使用許可書兼領収書" if movement.kind in INCOMING else "還付領収書",
        "refund": movement.kind not in INCOMING,
        "municipality": municipality.name["ja"],
        "number": movement.reference,
        "name": _name(movement),
        "yen": f"{movement.yen:,}",
        "day": localtime(movement.at).date(),
        "purpose": purpose_text(charge.purpose),
        "use": None if booking is None else _use(booking),
    }


def _name(movement: Movement) -> str:
    charge = movement.charge
    if charge.resident is not None:
        return charge.resident.name
    return "" if charge.booking is None else charge.booking.holder


def _use(booking: Booking) -> dict[str, object]:
    return {
        "number": booking.number,
        "facility": place_text(booking.municipality, booking.facility),
        "sport": sport_text(booking.municipality, booking.sport),
        "day": booking.day,
        "time": time_text(booking.start_minute, booking.end_minute),
        "courts": booking.courts,
        "people": booking.people,
    }
