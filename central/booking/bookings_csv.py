"""bookings.csv: a booking of an older system in each row, for the command ``import_booking``."""

from collections.abc import Mapping

from central.booking.models import Booking
from central.booking.use_cases import import_booking
from central.csv_rows import Table
from rules.calendar import minutes_of
from rules.policy import Municipality

__all__ = ["BOOKINGS"]

_NEEDED = ("number", "facility", "sport", "courts", "people", "day", "start", "end", "booked_on")
_OPTIONAL = ("resident", "holder", "students", "fee", "paid")
_TOLD = ("resident", "holder", "fee")
_WISH = ("facility", "sport", "courts", "people", "day")
_PAID = {"yes": True, "no": False, "": False}


def _body(row: Mapping[str, str], municipality: Municipality) -> import_booking.Body:  # noqa: ARG001 - a Table's
    if row.get("paid", "") not in _PAID:
        raise ValueError("paid: yes or no")
    wish = {name: row[name] for name in _WISH}
    wish |= {"students": row["students"]} if row.get("students") else {}
    times = {"start_minute": _minute(row, "start"), "end_minute": _minute(row, "end")}
    told = {name: row[name] for name in ("number", "booked_on")}
    told |= {name: row[name] for name in _TOLD if row.get(name)}
    return import_booking.Body.model_validate_strings(
        {**told, "wish": wish | times, "paid": "true" if _PAID[row.get("paid", "")] else "false"}
    )


def _minute(row: Mapping[str, str], column: str) -> str:
    try:
        return str(minutes_of(row[column]))
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None


def _is_known(row: Mapping[str, str], municipality: Municipality) -> bool:
    """Its number, and its day: what has been changed here since then stays as it is."""
    rows = Booking.objects.filter(municipality=municipality.id, number=row["number"])
    return any(str(day) == row["day"] for day in rows.values_list("day", flat=True))


BOOKINGS = Table(needed=_NEEDED, optional=_OPTIONAL, body=_body, is_known=_is_known)
