"""施設の一日: the bookings of a venue on a day, room by room, to print and hang up."""

from collections.abc import Sequence
from functools import cached_property

from central.booking.models import LIVE, Booking, Cell
from central.booking.words import phone_text, sport_text, time_text, who_text
from central.desk import fields
from central.desk.labels import word
from central.desk.reports import ReportForm, Sheet
from central.desk.roles import READS
from central.notices.models import RoomNotice
from rules.calendar import day_of
from rules.policy import Room
from rules.wording import day_text, in_language

__all__ = ["Report"]

HEAD = ("時間", "種目", "面数", "利用者", "電話", "人数", "使用料", "状態", "予約番号")


class Report(ReportForm):
    title = "施設の一日の予定"
    table = Booking
    roles = READS

    venue = fields.choice("施設")
    day = fields.day("日")

    def set_up(self) -> None:
        here = self.desk.municipality
        venues = [(each.id, in_language(each.name, "ja")) for each in here.venues.values()]
        self.fields["venue"].choices = [fields.UNCHOSEN, *venues]  # type: ignore[attr-defined]
        self.initial["day"] = day_of(self.desk.now)

    def sheets(self) -> Sequence[Sheet]:
        here, venue = self.desk.municipality, self.cleaned_data["venue"]
        rooms = [room for room in here.rooms.values() if room.venue == venue]
        return [self._sheet(room) for room in rooms if room.not_bookable is None]

    def shows(self) -> Sequence[Booking]:
        return self._bookings

    @cached_property
    def _bookings(self) -> Sequence[Booking]:
        """By way of the cells, of which there is an index by room and day."""
        here, told = self.desk.municipality, self.cleaned_data
        rooms = [room.id for room in here.rooms.values() if room.venue == told["venue"]]
        cells = Cell.objects.filter(municipality=here.id, facility__in=rooms, day=told["day"])
        found = Booking.objects.filter(pk__in=cells.values("booking"), state__in=LIVE)
        found = found.select_related("resident")
        return list(found.order_by("facility", "start_minute", "end_minute", "number"))

    def _sheet(self, room: Room) -> Sheet:
        day = self.cleaned_data["day"]
        venue = in_language(self.desk.municipality.venues[room.venue].name, "ja")
        title = f"{venue} {in_language(room.name, 'ja')}　{day.year}年{day_text(day, 'ja')}"
        rows = [_row(one) for one in self._bookings if one.facility == room.id]
        return Sheet(title, HEAD, rows, self._notices(room))

    def _notices(self, room: Room) -> str:
        found = RoomNotice.objects.filter(
            municipality=self.desk.municipality.id,
            facility=room.id,
            day=self.cleaned_data["day"],
            lifted=False,
        )
        told = [
            f"{time_text(each.start_minute, each.end_minute)} {word('why', each.reason)}"
            f"利用できません。{each.text}"
            for each in found.order_by("start_minute", "id")
        ]
        return "　".join(told)


def _row(booking: Booking) -> tuple[str, ...]:
    return (
        time_text(booking.start_minute, booking.end_minute),
        sport_text(booking.municipality, booking.sport),
        str(booking.courts),
        who_text(booking),
        phone_text(booking),
        str(booking.people),
        f"{booking.fee:,}円{'' if booking.paid or not booking.fee else '（未納）'}",
        booking.get_state_display(),
        booking.number,
    )
