"""What every form that closes rooms asks for, and whom it hits."""

from collections.abc import Iterator, Sequence

from django.db.models import Model

from central.booking.hits import Hit, hits_of, lines_of_hits
from central.decision import Decision
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.labels import said_lines, word
from rules.policy import Municipality
from rules.wording import facility_text, in_language

__all__ = ["ClosureForm", "reasons", "scopes"]

#: What the list of those who are hit says, booking by booking.
_LISTED = ("cancelled", "reduced", "left", "met", "backs")


class ClosureForm(ActForm):
    """A venue or a room, for some hours of a day."""

    scope = fields.choice("施設")
    day = fields.day("日")
    start_minute = fields.minute("何時から")
    end_minute = fields.minute("何時まで")
    reason = fields.choice("理由")
    text = fields.text("お知らせの文", required=False)

    def set_up(self) -> None:
        self.set_choices("scope", scopes(self.desk.municipality))

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        """How many, how much, and then each of them."""
        hits = self._hits(decision)
        rest = {key: said for key, said in decision.outcome.items() if key not in _LISTED}
        said = said_lines(Decision("applied", outcome=rest), self.desk.municipality)
        return [("かかる予約", f"{len(hits)}件"), *said, *lines_of_hits(hits)]

    def told(self, decision: Decision) -> Sequence[Model]:
        return [hit.booking for hit in self._hits(decision)]

    def _hits(self, decision: Decision) -> Sequence[Hit]:
        return hits_of(self.desk.municipality.id, decision.outcome)


def scopes(municipality: Municipality) -> Iterator[tuple[str, str]]:
    """Each venue, followed by its rooms."""
    for venue in municipality.venues.values():
        name = in_language(venue.name, "ja")
        rooms = [room.id for room in municipality.rooms.values() if room.venue == venue.id]
        if rooms:
            yield venue.id, f"{name}（全体）"
        for room in rooms:
            yield room, facility_text(municipality, room, "ja")


def reasons(*names: str) -> list[tuple[str, str]]:
    return [(name, word("why", name)) for name in names]
