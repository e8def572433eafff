"""What stands on a receipt: of whom and of which use, as it is when the money moves."""

from central.money.models import Charge

__all__ = ["written"]

_USE = ("number", "facility", "sport", "start_minute", "end_minute", "courts", "people")


def written(charge: Charge) -> dict[str, object]:
    """Whatever changes later, a copy says this."""
    booking = charge.booking
    if booking is None:
        return {"name": "" if charge.resident is None else charge.resident.name, "use": None}
    name = booking.holder if charge.resident is None else charge.resident.name
    use = {field: getattr(booking, field) for field in _USE} | {"day": booking.day.isoformat()}
    return {"name": name, "use": use}
