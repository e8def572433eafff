"""A new sealing key, and the end of an old one, once nothing that waits anywhere needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings

from central.state import new_sealing_key, remove_sealing_key
from central.terminals.bounds import KEY_KEPT, KEY_TOLD_AFTER, VISIT_MAX
from central.terminals.boxes import KeyNotHereError, Keys, kids_of
from central.terminals.models import Action, Fork, SealingKey, StateReport, Terminal
from central.terminals.quarantine import envelope_of
from central.terminals.sealing import needed_kids, private_keys, publish_key

__all__ = ["KeyStanding", "key_standings", "missing_keys", "reasons_to_keep", "retire", "rotate"]


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """``replaced_at`` is None for the one that terminals seal to, and for one that is to come."""

    key: SealingKey
    replaced_at: datetime | None


def rotate(now: datetime, *, at_once: bool) -> SealingKey:
    """Make a key; terminals are told of it later, when every machine of the centre has its file."""
    kid = new_sealing_key(settings.STATE)
    return publish_key(kid, now, now if at_once else now + KEY_TOLD_AFTER)


def key_standings(now: datetime) -> tuple[KeyStanding, ...]:
    """Every key that is not retired, the newest first."""
    keys = list(SealingKey.objects.filter(retired_at=None).order_by("-used_from", "kid"))
    standings: list[KeyStanding] = []
    newer: datetime | None = None
    for key in keys:
        standings.append(KeyStanding(key, newer if key.used_from <= now else None))
        if key.used_from <= now:
            newer = key.used_from
    return tuple(standings)


def missing_keys() -> tuple[str, ...]:
    """The keys whose private half should be in this machine's state directory, and is not."""
    here = private_keys()
    return tuple(kid for kid in needed_kids() if kid not in here)


def reasons_to_keep(standing: KeyStanding, now: datetime) -> Iterator[str]:
    """Why the key is not retired yet; nothing where it may be."""
    replaced = standing.replaced_at
    if replaced is None:
        yield "no newer key is in use"
        return
    if now < replaced + KEY_KEPT:
        yield f"kept until {replaced + KEY_KEPT:%Y-%m-%d} in any case"
    yield from _terminals_that_may_need(standing.key.kid)
    yield from _kept_that_need(standing.key.kid, private_keys())
    yield from _draws_that_need(standing.key.kid)


def retire(kid: str, now: datetime) -> tuple[str, ...]:
    """Delete the private half here; what is returned are the reasons why it was not done.

    On the other machines of the centre, too, this is run: there it deletes the file.
    """
    row = SealingKey.objects.filter(kid=kid).first()
    if row is None:
        return (f"there is no key {kid}",)
    if row.retired_at is None:
        (standing,) = (one for one in key_standings(now) if one.key.kid == kid)
        if why := tuple(reasons_to_keep(standing, now)):
            return why
        SealingKey.objects.filter(kid=kid).update(retired_at=now)
    remove_sealing_key(settings.STATE, kid)
    return ()


def _terminals_that_may_need(kid: str) -> Iterator[str]:
    """Each that is believed has said that it seals to another key, and that nothing older waits."""
    reports = {report.terminal_id: report for report in StateReport.objects.all()}
    for terminal in Terminal.objects.filter(revoked=False).order_by("name"):
        report = reports.get(terminal.pk)
        if report is None:
            yield f"terminal {terminal.name} has never said which key it seals to"
        elif report.kid == kid:
            yield f"terminal {terminal.name} seals to it"
        elif _may_hold_older(report):
            yield f"terminal {terminal.name} may hold what was sealed before it changed keys"


def _may_hold_older(report: StateReport) -> bool:
    """A visit may have begun under the key before, and have been recorded after the change."""
    changed = report.kid_since + VISIT_MAX
    oldest = report.oldest_at
    return report.reported_at < changed or (oldest is not None and oldest < changed)


def _kept_that_need(kid: str, keys: Keys) -> Iterator[str]:
    forks = Fork.objects.filter(outcome="").select_related("terminal")
    parked = Action.objects.exclude(signed="").select_related("terminal")
    waiting: Iterator[Fork | Action] = chain(forks.iterator(), parked.iterator())
    for kept in waiting:
        try:
            needed = kids_of(keys, envelope_of(kept))
        except KeyNotHereError:
            needed = frozenset({kid})
        if kid in needed:
            yield f"what terminal {kept.terminal.name} sent as its number {kept.seq} waits"


def _draws_that_need(kid: str) -> Iterator[str]:
    """Their secret is sealed to it until they are held."""
    from central.lottery.models import Draw, DrawState  # noqa: PLC0415

    waiting = Draw.objects.exclude(state=DrawState.DRAWN).filter(sealed__startswith=f"{kid}:")
    for draw in waiting.order_by("municipality", "month"):
        yield f"the draw {draw.municipality} {draw.month:%Y-%m} is not held yet"
