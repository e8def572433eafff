"""施設使用許可書兼領収書 and the slip of a refund, as pages that a browser prints (ON-38)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from central.booking.words import place_text, sport_text, time_text
from central.money.models import AT_A_DESK, INCOMING, Movement
from central.money.names import purpose_text
from central.money.written import written
from central.policies import municipalities

__all__ = ["receipt_page"]


def receipt_page(movement: UUID) -> str | None:
    """The page of a movement at a desk, as it was when the money moved; None: there is none.

    A copy says so where the booking has become another since.
    """
    found = (
        Movement.objects.select_related("charge__booking", "charge__resident")
        .filter(id=movement, kind__in=AT_A_DESK)
        .first()
    )
    return None if found is None else render_to_string("money/receipt.html", _page(found))


def _page(movement: Movement) -> dict[str, object]:
    charge, municipality = movement.charge, municipalities()[movement.municipality]
    now = written(charge)
    # A movement that was written down before this was kept has nothing else to show.
    then: dict[str, Any] = movement.receipt or now
    return {
        "title": "施設使用許可書兼領収書" if movement.kind in INCOMING else "還付領収書",
        "refund": movement.kind not in INCOMING,
        "municipality": municipality.name["ja"],
        "number": movement.reference,
        "name": then["name"],
        "yen": f"{movement.yen:,}",
        "day": localtime(movement.at).date(),
        "purpose": purpose_text(charge.purpose),
        "use": None if then["use"] is None else _use(movement.municipality, then["use"]),
        "changed": then["use"] != now["use"],
    }


def _use(municipality: str, use: Mapping[str, Any]) -> dict[str, object]:
    return {
        "number": use["number"],
        "facility": place_text(municipality, use["facility"]),
        "sport": sport_text(municipality, use["sport"]),
        "day": date.fromisoformat(use["day"]),
        "time": time_text(use["start_minute"], use["end_minute"]),
        "courts": use["courts"],
        "people": use["people"],
    }
