"""更新の申請: at the desk, with the paper that the staff see."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import Model

from central.decision import Decision
from central.desk.fields import choice, many
from central.desk.roles import AT_COUNTER
from central.policies import municipalities
from central.registry.asked import document_names, papers_of_identity
from central.registry.models import RenewalState, Resident, ResidentState
from central.registry.papers import document_kinds
from central.registry.renewals import differs_by_room, renewal_offered, sent_back
from central.registry.roster_form import ROSTER_HEADING, RosterForm
from central.registry.use_cases import apply_renewal
from rules.calendar import day_of
from rules.facts import Channel
from rules.wording import facility_text

__all__ = ["Act"]

_RENEWED = frozenset({ResidentState.ACTIVE, ResidentState.SUSPENDED, ResidentState.EXPIRED})


class Act(RosterForm):
    title = "更新の申請を受ける"
    table = Resident
    roles = AT_COUNTER
    headings: ClassVar = {"document": "申請", "roster_members": ROSTER_HEADING}

    document = choice("本人を確認した書類")
    attachments = many("添付された書類")
    facilities = many("申請する施設(選ばなければ、すべて)")
    follows = choice("差し戻しや不備になった、前の申請", required=False)
    field_order = ("document", "attachments", "facilities", "follows")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state in _RENEWED and renewal_offered(municipalities()[row.municipality])

    def set_up(self) -> None:
        here, today = self.desk.municipality, day_of(self.desk.now)
        resident = self.row_of(Resident)
        self.set_choices("document", papers_of_identity(here, today))
        kinds = {*document_kinds(here, today), "roster"}
        self.set_choices("attachments", document_names(sorted(kinds)))
        rooms = here.rooms if differs_by_room(here, today) else ()
        self.set_choices("facilities", ((room, facility_text(here, room, "ja")) for room in rooms))
        self.set_choices("follows", ((number, number) for number in sent_back(resident)))
        if here.kind_of(resident.type) == "group":
            self.set_up_roster(resident.roster)
        else:
            self.drop_roster()

    def body(self) -> apply_renewal.Body:
        said = self.cleaned_data
        return apply_renewal.Body(
            resident=self.row_of(Resident).id,
            channel=Channel.DESK,
            document=said["document"],
            attachments=said["attachments"],
            facilities=said["facilities"],
            follows=said["follows"] or None,
            roster=self.roster(),
        )

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        """The number of the application, and until when the registration is then valid."""
        outcome = dict(decision.outcome)
        number, state = outcome.pop("number"), str(outcome.pop("state"))
        del outcome["application"], outcome["stage"]
        if state != RenewalState.COMPLETED:
            outcome = {}
        more = super().lines(Decision("applied", outcome=outcome))
        return [("申請番号", str(number)), ("申請の状態", RenewalState(state).label), *more]
