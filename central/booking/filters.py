"""By what the staff choose bookings from the list."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from central import clock
from central.booking.models import Booking
from central.desk.roles import posts_of
from central.policies import municipalities
from rules.calendar import day_of
from rules.wording import in_language

__all__ = ["DayFilter", "VenueFilter"]

Rows = QuerySet[Booking]
#: From so many days after today, for so many days.
_SPANS = {"today": (0, 1), "tomorrow": (1, 1), "week": (0, 7), "month": (0, 31)}


class VenueFilter(SimpleListFilter):
    """A venue of one's own municipalities."""

    title = "施設"
    parameter_name = "venue"

    def lookups(
        self,
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",  # noqa: ARG002 - Django's signature
    ) -> Sequence[tuple[str, str]]:
        mine = [municipalities()[name] for name in posts_of(request.user)]
        return [
            (
                f"{here.id}:{venue.id}",
                f"{here.name['ja']} {in_language(venue.name, 'ja')}"
                if len(mine) > 1
                else in_language(venue.name, "ja"),
            )
            for here in mine
            for venue in here.venues.values()
        ]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002
        name, _, venue = (self.value() or "").partition(":")
        here = municipalities().get(name)
        if here is None:
            return queryset
        rooms = [room.id for room in here.rooms.values() if room.venue == venue]
        return queryset.filter(municipality=here.id, facility__in=rooms)


class DayFilter(SimpleListFilter):
    title = "利用日"
    parameter_name = "use"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        model_admin: "ModelAdmin[Any]",  # noqa: ARG002
    ) -> Sequence[tuple[str, str]]:
        names = ("今日", "明日", "今日から7日間", "今日から31日間")
        return list(zip(_SPANS, names, strict=True))

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002
        span = _SPANS.get(self.value() or "")
        if span is None:
            return queryset
        first = day_of(clock.now()) + timedelta(days=span[0])
        return queryset.filter(day__range=(first, first + timedelta(days=span[1] - 1)))
