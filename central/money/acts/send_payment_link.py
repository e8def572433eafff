"""オンライン納付の案内: a mail with the link on which a charge is paid."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.money.ledger import owed_yen
from central.money.models import Charge
from central.money.providers import provider
from central.money.use_cases import send_payment_link

__all__ = ["Act"]


class Act(ActForm):
    title = "オンライン納付のメールを送る"
    table = Charge
    roles = AT_COUNTER
    advice = "届出のメールアドレスに、オンラインで納付するためのメールを送ります。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Charge)
        payable = owed_yen(row) > 0 and row.booking_id is not None and row.resident is not None
        return payable and bool(settings.WEB_ADDRESS) and provider() is not None

    def body(self) -> send_payment_link.Body:
        return send_payment_link.Body(charge=self.row_of(Charge).id)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        resident = self.row_of(Charge).resident
        assert resident is not None, "it is offered for a resident's charge alone"
        return [("送り先", resident.mail)]
