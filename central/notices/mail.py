"""What residents are told by mail: into the queue, in the transaction of what it tells of."""

from collections.abc import Mapping
from typing import Any, Literal

from central.journal.commands import Context
from central.notices.models import Mail, MailWish
from central.registry.models import Resident

__all__ = ["Wish", "tell"]

#: What a resident may wish to be told of (KT-18).
Wish = Literal["results", "bookings", "debits"]


def tell(  # noqa: PLR0917 - the words of a sentence, in their order
    resident: Resident,
    template: str,
    wish: Wish,
    params: Mapping[str, Any],
    key: str,
    context: Context,
) -> None:
    """Queue a mail for a resident who has an address and wishes it; the same key twice is once."""
    if not resident.mail or not _wished(resident, wish):
        return
    Mail.objects.get_or_create(
        municipality=resident.municipality,
        key=key,
        defaults={
            "id": context.make_id(f"mail {key}"),
            "resident": resident,
            "template": template,
            "params": dict(params),
            "next_at": context.now,
        },
    )


def _wished(resident: Resident, wish: Wish) -> bool:
    wished = MailWish.objects.filter(municipality=resident.municipality, resident=resident)
    return wished.filter(**{wish: True}).exists()
