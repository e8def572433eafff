"""What the staff decide about an action that was kept: in quarantine, or parked."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import MANAGES
from central.registry.models import Resident
from central.terminals.models import Action, Fork
from central.terminals.quarantine import run_body, waits
from central.terminals.sealing import private_keys
from central.terminals.use_cases import discard_kept, run_kept
from central.terminals.words import asked_lines

__all__ = ["DiscardForm", "RunForm"]


class _KeptForm(ActForm):
    roles = MANAGES

    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Fork | Action)
        return waits(row)

    @property
    def kept(self) -> Fork | Action:
        assert isinstance(self.desk.row, Fork | Action)
        return self.desk.row


class RunForm(_KeptForm):
    """As the resident asked it, decided by the rules as they would have."""

    title = "実行する(利用者が申し込んだとおり)"
    advice: ClassVar[str] = (
        "封をした本人の番号とパスワードを確かめてから、規則どおりに判断します。"
        "断られたときは、そのまま残ります。"
    )
    who: UUID | None = None

    def body(self) -> run_kept.Body | Decision:
        desk = self.desk
        made = run_body(
            self.kept, desk.municipality, private_keys(), self.cleaned_data["why"], desk.now
        )
        if isinstance(made, run_kept.Body) and "resident" in made.command:
            self.who = UUID(made.command["resident"])
        return made

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        people = [("利用者", str(resident)) for resident in self.told(decision)]
        return [*asked_lines(self.kept), *people, *super().lines(decision)]

    def told(self, decision: Decision) -> Sequence[Resident]:  # noqa: ARG002 - a frame's signature
        if self.who is None:
            return ()
        here = self.desk.municipality.id
        return list(Resident.objects.filter(municipality=here, pk=self.who))


class DiscardForm(_KeptForm):
    """Nothing comes of it, and the row says so."""

    title = "破棄する(何も行わない)"
    advice: ClassVar[str] = "破棄した操作は、元に戻せません。利用者には別にお知らせください。"

    def body(self) -> discard_kept.Body:
        return discard_kept.Body(kept=self.kept.pk, why=self.cleaned_data["why"])

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        return asked_lines(self.kept)
