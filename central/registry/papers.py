"""Papers that the staff have seen (確認書類), and which the rules of a municipality know."""

from collections.abc import Iterable
from datetime import date

from central.journal.commands import Context
from central.registry.models import DocumentSeen, Resident
from rules.families import enrolment
from rules.policy import Municipality

__all__ = ["MANDATE", "document_kinds", "papers_awaited", "papers_seen", "see"]

#: With the bank's mandate (口座振替依頼書) on the desk, fees are debited.
MANDATE = "debit_mandate"


def document_kinds(municipality: Municipality, day: date) -> tuple[str, ...]:
    """Every paper that some application here may need, for the staff to tick."""
    kinds: set[str] = set()
    for settings in _settings(municipality, sorted(municipality.scopes), day):
        kinds |= {kind for paper in settings.documents for kind in paper.any_of}
        kinds |= set(() if settings.stage is None else settings.stage.pending_without)
        kinds |= set(() if settings.guardian is None else settings.guardian.documents)
        kinds |= set(() if settings.proxy is None else settings.proxy.documents)
    return tuple(sorted(kinds))


def papers_awaited(
    municipality: Municipality, scopes: Iterable[str], day: date, seen: frozenset[str]
) -> tuple[str, str] | None:
    """A paper without which a registration stays pending, and the clause; None: all are there."""
    for settings in _settings(municipality, scopes, day):
        for paper in () if settings.stage is None else settings.stage.pending_without:
            if settings.stage is not None and paper not in seen:
                return paper, settings.stage.source
    return None


def papers_seen(resident: Resident) -> frozenset[str]:
    return frozenset(resident.documents.values_list("document", flat=True))


def see(resident: Resident, documents: Iterable[str], context: Context) -> None:
    """Note which papers were looked at, by whom and when; of a paper only its kind is kept."""
    if MANDATE in (seen := sorted(set(documents))):
        resident.payment_method = "debit"
        resident.save(update_fields=["payment_method"])
    for document in seen:
        DocumentSeen.objects.create(
            id=context.make_id(f"document {document}"),
            municipality=resident.municipality,
            resident=resident,
            document=document,
            actor=context.actor,
            at=context.now,
        )


def _settings(
    municipality: Municipality, scopes: Iterable[str], day: date
) -> list[enrolment.Settings]:
    found = (municipality.settings(scope, day).get(enrolment.Settings) for scope in scopes)
    return [settings for settings in found if isinstance(settings, enrolment.Settings)]
