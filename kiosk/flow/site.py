"""What the world tells while a visit runs: line, copy, queue, reader; it belongs to the site."""

from dataclasses import replace

from kiosk.devices.ports import CardLifted, ReaderStatusChanged
from kiosk.flow.page import Move, stay
from kiosk.messages import (
    ClockChanged,
    IntakeChanged,
    LineChanged,
    PolicyArrived,
    SnapshotArrived,
    UnsentCounted,
)
from kiosk.visit import ReaderKind, Visit

__all__ = [
    "card_lifted",
    "card_lifted_early",
    "clock_changed",
    "intake_changed",
    "line_changed",
    "policy_arrived",
    "reader_changed",
    "snapshot_arrived",
    "unsent_counted",
]


def line_changed(visit: Visit, event: LineChanged) -> Move:
    return stay(replace(visit, site=replace(visit.site, line_up=event.up)))


def snapshot_arrived(visit: Visit, event: SnapshotArrived) -> Move:
    return stay(replace(visit, site=visit.site.with_snapshot(event.snapshot)))


def unsent_counted(visit: Visit, event: UnsentCounted) -> Move:
    return stay(replace(visit, site=replace(visit.site, unsent=event.unsent)))


def intake_changed(visit: Visit, event: IntakeChanged) -> Move:
    return stay(replace(visit, site=replace(visit.site, intake=event.why)))


def clock_changed(visit: Visit, event: ClockChanged) -> Move:
    return stay(replace(visit, site=replace(visit.site, clock_wrong=event.wrong)))


def policy_arrived(visit: Visit, event: PolicyArrived) -> Move:
    """At once where nobody has begun anything, else with the next visit."""
    others = (one for one in visit.site.coming if one.id != event.municipality.id)
    site = replace(visit.site, coming=(*others, event.municipality))
    begun = visit.page != site.first_page or bool(visit.trail)
    return stay(replace(visit, site=site if begun else site.renewed()))


def reader_changed(visit: Visit, event: ReaderStatusChanged) -> Move:
    return stay(replace(visit, site=replace(visit.site, reader=event.status)))


def card_lifted(visit: Visit, _: CardLifted) -> Move:
    """Where the card lies on a tray, taking it is leaving."""
    left = visit.site.reader_kind is ReaderKind.TRAY and visit.card is not None
    return Move(None) if left else stay(visit)


def card_lifted_early(visit: Visit, _: CardLifted) -> Move:
    """What was sent is still answered: nobody shall be left guessing whether it worked."""
    return stay(visit)
