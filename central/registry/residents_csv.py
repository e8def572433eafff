"""residents.csv: a registration of an older system in each row, for the command ``register``."""

from collections.abc import Mapping

from central.csv_rows import Table
from central.registry.models import Resident
from central.registry.use_cases import register
from rules.facts import Channel
from rules.policy import Municipality

__all__ = ["RESIDENTS"]

_COPIED = ("number", "name", "type", "born_on")
_OPTIONAL = (
    "representative",
    "school",
    "mail",
    "phone",
    "address",
    "payment_method",
    "registered_on",
    "valid_until",
    "card",
)
_ROSTER = "roster_"
_ROSTER_COLUMNS = (
    "roster_members",
    "roster_local",
    "roster_phones",
    "roster_leader_age",
    "roster_leader_school",
    "roster_main_sport",
    "roster_base_in_city",
)


def _body(row: Mapping[str, str], municipality: Municipality) -> register.Body:  # noqa: ARG001 - a Table's
    if not row["number"]:
        raise ValueError("number: without it a second run could not know the row again")
    if bool(row.get("registered_on")) != bool(row.get("valid_until")):
        raise ValueError("registered_on, valid_until: both or none")
    told = {name: value for name, value in row.items() if value and name in _COPIED + _OPTIONAL}
    classes = [name.strip() for name in row.get("classes", "").split(";") if name.strip()]
    return register.Body.model_validate(
        {
            **told,
            "channel": Channel.DESK,
            "roster": _roster(row),
            "agreed": [{"facility_class": name} for name in classes],
            "carried_over": True,
        }
    )


def _roster(row: Mapping[str, str]) -> Mapping[str, str] | None:
    told = {
        name.removeprefix(_ROSTER): value
        for name, value in row.items()
        if value and name in _ROSTER_COLUMNS
    }
    return told or None


def _is_known(row: Mapping[str, str], municipality: Municipality) -> bool:
    """Whose number it is; what has been changed here since then stays as it is."""
    rows = Resident.objects.filter(municipality=municipality.id, number=row["number"])
    return any(str(born_on) == row["born_on"] for born_on in rows.values_list("born_on", flat=True))


RESIDENTS = Table(
    needed=_COPIED,
    optional=(*_OPTIONAL, "classes", *_ROSTER_COLUMNS),
    body=_body,
    is_known=_is_known,
)
