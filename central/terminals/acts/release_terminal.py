"""隔離の解除: which of two ends of its chain is the true one."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import choice, text
from central.desk.labels import reading
from central.desk.roles import MANAGES
from central.terminals.models import Terminal
from central.terminals.quarantine import Place, places_to_go_on
from central.terminals.use_cases import release_terminal

__all__ = ["Act"]


class Act(ActForm):
    title = "隔離を解く"
    table = Terminal
    roles = MANAGES
    advice = (
        "写しの端末がなくなったこと、またはこの端末のディスクが本物であることを確かめてください。"
        "隔離された操作は残ります。一つずつ、実行するか破棄してください。"
    )

    place = choice("どこから続けますか")
    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Terminal)
        return row.quarantined and not row.revoked

    def set_up(self) -> None:
        places = places_to_go_on(self.row_of(Terminal))
        self.places = {f"{place.next_seq} {place.chain_head}": place for place in places}
        self.set_choices("place", ((key, _name(place)) for key, place in self.places.items()))

    def body(self) -> release_terminal.Body:
        place = self.places[self.cleaned_data["place"]]
        return release_terminal.Body(
            terminal=self.row_of(Terminal).name,
            next_seq=place.next_seq,
            chain_head=place.chain_head,
            why=self.cleaned_data["why"],
        )


def _name(place: Place) -> str:
    if place.after is None:
        return f"隔離される前の続き({place.next_seq}番の操作から)"
    arrived = reading("at", place.after.received_at.isoformat())
    return f"{arrived}に届いた操作の続き({place.next_seq}番の操作から)"
