"""What a booking of the list still asks for or gives back: money, days, desks, rain (in words)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from kiosk.flow.standing import known, todo
from kiosk.flow.terms import cash_desk_text, desk_text, refund_papers
from kiosk.visit import Visit
from rules import wording
from sync.wire import BookingState, ChargeState, RoomNotice

__all__ = ["lines", "notice_why", "refunded"]


def lines(visit: Visit, booking: BookingState, where: str = "later") -> tuple[str, ...]:
    """What is to be done, what is due, what comes back, and what closes the room then."""
    return (
        *(todo(visit, known(booking), where) if _is_to_come(visit, booking) else ()),
        *_rain(visit, booking),
        *_money(visit, booking),
        *((booking.why,) if booking.why and not booking.stands else ()),
    )


def refunded(visit: Visit) -> tuple[BookingState, ...]:
    """Those that ended, and for which something is still to be given back (ON-35, ON-36)."""
    mine, person = visit.person.mine if visit.person else None, visit.person
    if mine is None or person is None:
        return ()
    back = {charge.booking for charge in mine.charges if charge.state == "refund"}
    known = {one.number: one for one in (*mine.past, *person.bookings)}
    return tuple(one for one in known.values() if one.number in back and not one.stands)


def _is_to_come(visit: Visit, booking: BookingState) -> bool:
    return booking.stands and visit.now < known(booking).slot.starts_at


def _rain(visit: Visit, booking: BookingState) -> Iterator[str]:
    """雨天中止 and other notices that meet the booking (ON-35)."""
    t = visit.speech
    for notice in _closures(visit):
        meets = (
            (notice.facility, notice.day) == (booking.facility, booking.day)
            and notice.start_minute < booking.end_minute
            and booking.start_minute < notice.end_minute
        )
        if meets and booking.state not in {"lapsed", "denied", "no_show"}:
            when = t.span(notice.start_minute, notice.end_minute)
            yield t.say("dues.closed", why=notice_why(visit, notice), when=when)


def notice_why(visit: Visit, notice: RoomNotice) -> str:
    """The notice as the staff wrote it, else the reason in words."""
    word, language = f"why.{notice.reason}", visit.settings.language
    known_word = wording.has_text(word, language)
    return wording.text(word, language) if known_word else notice.text or notice.reason


def _closures(visit: Visit) -> tuple[RoomNotice, ...]:
    mine = visit.person.mine if visit.person else None
    told = () if mine is None else mine.closures
    return tuple(dict.fromkeys((*told, *visit.site.snapshot.closures)))


def _money(visit: Visit, booking: BookingState) -> Iterator[str]:
    mine = visit.person.mine if visit.person else None
    for charge in () if mine is None else mine.charges:
        if charge.booking == booking.number:
            yield from _charge(visit, booking, charge)


def _charge(visit: Visit, booking: BookingState, charge: ChargeState) -> Iterator[str]:
    t = visit.speech
    match charge.state:
        case "refund":
            yield from _refund(visit, booking, charge)
        case "failed":
            yield t.say("dues.failed", yen=t.yen(charge.owed_yen))
            yield cash_desk_text(visit, booking.facility, after_failed_debit=True)
        case "due" if charge.debit_on is not None:
            yield t.say("dues.debit", yen=t.yen(charge.owed_yen), day=t.day(charge.debit_on))
        case "due" if charge.due_ms is not None:
            until = t.say("until", when=t.deadline(_instant(charge.due_ms)))
            yield t.say("dues.pay", yen=t.yen(charge.owed_yen), until=until)
        case _:
            yield t.say("dues.owed", yen=t.yen(charge.owed_yen))


def _refund(visit: Visit, booking: BookingState, charge: ChargeState) -> Iterator[str]:
    """How much, where, until when, and what to bring (ON-36 to ON-38)."""
    t = visit.speech
    yield t.say("dues.refund", yen=t.yen(charge.refund_yen))
    if charge.refund_desk:
        yield t.say("dues.refund_desk", desk=desk_text(visit, charge.refund_desk))
    if charge.refund_until_ms is not None:
        limit = t.deadline(_instant(charge.refund_until_ms))
        yield t.say("dues.refund_until", until=t.say("until", when=limit))
    yield from refund_papers(visit, booking.facility, booking.day)


def _instant(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)
