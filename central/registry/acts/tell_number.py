"""利用者番号の照会: somebody forgot it, and says name, birthday and address."""

from collections.abc import Sequence

from central.decision import Decision
from central.desk.acts import ActForm, Slip
from central.desk.fields import day, text
from central.desk.roles import AT_COUNTER
from central.registry.models import Resident
from central.registry.use_cases import tell_number

__all__ = ["Act"]


class Act(ActForm):
    title = "利用者番号を調べて伝える"
    table = Resident
    roles = AT_COUNTER
    whole_table = True
    advice = (
        "氏名、生年月日、住所の三つが届出と同じときだけ、番号を表示します。照会は記録に残ります。"
    )

    name = text("氏名(団体のときは代表者)")
    born_on = day("生年月日")
    address = text("住所")

    def body(self) -> tell_number.Body:
        return tell_number.Body(**self.cleaned_data)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        """The number itself only once the question stands in the journal."""
        return [("照会", "届出と同じ登録があります。")]

    def slips(self, decision: Decision) -> Sequence[Slip]:
        numbers = str(decision.outcome["numbers"]).replace(" ", "\n")
        return (Slip("利用者番号", numbers, "ご本人にだけ伝えてください。"),)

    def told(self, decision: Decision) -> Sequence[Resident]:
        numbers = str(decision.outcome["numbers"]).split()
        here = self.desk.municipality.id
        return list(Resident.objects.filter(municipality=here, number__in=numbers))
