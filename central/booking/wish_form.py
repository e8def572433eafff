"""What every form about a booking asks for: where, what for, when, how many."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from central.booking.models import Booking
from central.decision import Decision
from central.desk import fields
from central.desk.acts import ActForm, Paper
from central.desk.labels import word
from central.money.ledger import owed_yen
from central.money.models import OWED, Charge
from rules.calendar import clock_text
from rules.facts import Channel, Verb
from rules.families import channel, opening
from rules.policy import Municipality
from rules.wording import facility_text, in_language
from sync.wire import BookBody

__all__ = ["WAYS", "WishForm", "is_booked_by_name", "papers_of", "places", "times", "ways"]

#: How somebody comes to the staff.
WAYS = tuple((way.value, word("channel", way.value)) for way in (Channel.DESK, Channel.PHONE))


class WishForm(ActForm):
    """One slot, as ``sync.wire`` says it; with the way in which it is asked for."""

    place = fields.choice("施設と種目")
    day = fields.day("利用日")
    start_minute = fields.minute("開始")
    end_minute = fields.minute("終了")
    courts = fields.count("面数", 1, 99, initial=1)
    people = fields.count("人数", 1, 9999)
    students = fields.count("うち高校生以下", 0, 9999, required=False, initial=0)
    channel = fields.choice("受付の方法", WAYS, initial=Channel.DESK.value)
    #: The room of the booking that the form is about, and what is lent with it there (備品).
    lent: tuple[str, dict[str, int]] = ("", {})

    def set_up(self) -> None:
        self.set_choices("place", places(self.desk.municipality))
        for name in ("start_minute", "end_minute"):
            self.set_choices(name, times(self.desk.municipality))

    def as_booked(self, booking: Booking) -> None:
        """The first values are those of a booking."""
        told = ("day", "start_minute", "end_minute", "courts", "people", "students")
        self.lent = (booking.facility, booking.equipment)
        self.initial.update({name: getattr(booking, name) for name in told})
        self.initial["place"] = f"{booking.facility} {booking.sport}"

    def wish(self) -> BookBody:
        facility, sport = self.cleaned_data["place"].split(" ")
        told = ("day", "start_minute", "end_minute", "courts", "people")
        kept: dict[str, Any] = {name: self.cleaned_data[name] for name in told}
        students = self.cleaned_data["students"] or 0
        lent = self.lent[1] if self.lent[0] == facility else {}
        return BookBody(facility=facility, sport=sport, students=students, equipment=lent, **kept)

    def papers(self, decision: Decision) -> Sequence[Paper]:
        return papers_of(decision.booking)


def papers_of(booking: Booking | None) -> Sequence[Paper]:
    """Where to go on: the booking, and what is to be paid for it."""
    if booking is None:
        return ()
    page = Paper("予約を開く", reverse("admin:booking_booking_change", args=(booking.pk,)))
    owed = Charge.objects.filter(booking=booking, state__in=OWED).order_by("made_at", "id")
    pays = [
        Paper(
            f"{owed_yen(charge):,}円の納付を受ける",
            reverse("admin:money_charge_act_pay_at_desk", args=(charge.pk,)),
        )
        for charge in owed
    ]
    return (page, *pays)


def places(municipality: Municipality) -> Iterator[tuple[str, str]]:
    """Each sport of each room that is booked in the system."""
    for room in municipality.rooms.values():
        if room.not_bookable is None:
            for sport in room.sports:
                name = in_language(municipality.sports[sport], "ja")
                label = f"{facility_text(municipality, room.id, 'ja')}　{name}"
                yield f"{room.id} {sport}", label


def times(municipality: Municipality) -> list[tuple[str, str]]:
    """The grid of time of the finest room, while any is open."""
    rooms = municipality.rooms.values()
    step = min((room.granule_minutes for room in rooms), default=60)
    hours = [time for room in municipality.rooms for time in _hours(municipality, room)]
    first, last = min((h[0] for h in hours), default=0), max((h[1] for h in hours), default=1440)
    return [(str(minute), clock_text(minute)) for minute in range(first, last + 1, step)]


def _hours(municipality: Municipality, room: str) -> Iterator[tuple[int, int]]:
    for epoch in municipality.epochs:
        found = municipality.settings(room, epoch).get(opening.Settings)
        if isinstance(found, opening.Settings):
            yield found.weekday
            if found.weekend_or_holiday is not None:
                yield found.weekend_or_holiday


def ways(municipality: Municipality, verb: Verb) -> list[tuple[str, str]]:
    """Of the ways to the staff those by which a thing may be done here."""
    latest = municipality.settings(municipality.id, municipality.epochs[-1])
    found = latest.get(channel.Settings)
    rule: channel.Ways | None = getattr(found, verb.value, None)
    return [way for way in WAYS if rule is None or way[0] in rule.channels]


def is_booked_by_name(municipality: Municipality) -> bool:
    """Whether anything is booked here for people without a registration (KM-26)."""
    return any(
        isinstance(found := parts.get(channel.Settings), channel.Settings) and found.unregistered
        for parts in municipality.parts.values()
    )
