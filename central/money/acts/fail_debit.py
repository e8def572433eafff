"""振替不能: the bank did not pay what was debited of a resident."""

from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.money.debits import is_debited
from central.money.models import Charge
from central.money.use_cases import fail_debit
from rules.policy import Municipality

__all__ = ["Act"]


class Act(ActForm):
    title = "振替不能を記録する"
    table = Charge
    roles = MANAGES
    whole_table = True

    number = fields.code("利用者番号")
    debit_on = fields.day("振替日")

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return is_debited(municipality)

    def body(self) -> fail_debit.Body:
        return fail_debit.Body(**self.cleaned_data)
