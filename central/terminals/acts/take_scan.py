"""券の読み取り: what the QR code of a ticket holds is taken in, as if its terminal had sent it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.fields import long_text
from central.desk.roles import AT_COUNTER
from central.journal.commands import Body, Context
from central.policies import municipalities
from central.reasons import reason_text
from central.terminals.letters import Letter
from central.terminals.models import Action
from central.terminals.scans import (
    SCAN_MAX,
    Chain,
    ScanFault,
    Scanned,
    chain_of,
    note_of,
    read_scan,
    settle_scan,
)
from central.terminals.sealing import private_keys
from central.terminals.words import envelope_lines, verdict_text
from sync.wire import ActionVerdict

__all__ = ["Act"]

_FAULTS: Mapping[ScanFault, str] = {
    ScanFault.TOO_LONG: "長すぎます。券を1枚だけ読み取ってください。",
    ScanFault.NUMBER_ONLY: (
        "番号だけのQRコードです。印刷したときに結果が決まっていた券です。番号で探してください。"
    ),
    ScanFault.UNREADABLE: "券のQRコードの全体ではありません。もう一度読み取ってください。",
    ScanFault.UNKNOWN_TERMINAL: "このセンターに登録されていない端末の券です。",
    ScanFault.ALTERED: "端末が署名した内容と違います。受け付けられません。",
}
_CHAIN: Mapping[Chain, str] = {
    Chain.KNOWN: "この申込みは、もう届いて決まっています。下の結果は変わりません。",
    Chain.FOLLOWS: "この端末から届いている操作の、すぐ次の操作です。",
    Chain.GAP: (
        "この前の操作が、この端末からまだ届いていません。"
        "端末での順番は確かめられないので、センターに届いた順に判断します。"
    ),
    Chain.BROKEN: "失効した端末か、順番の合わない操作です。隔離して、管理者が判断します。",
}
_NOT_NOW: Mapping[str, str] = {
    "full": "この端末の隔離された操作が多すぎて、預かれません。先に片付けてください。",
    "sealing_key_missing": "封を開ける鍵が、ここにありません。システムの管理者に伝えてください。",
}


class Act(ActForm):
    title = "券のQRコードを読み取る"
    table = Action
    roles = AT_COUNTER
    whole_table = True
    advice = (
        "センターにまだ届いていない券(仮受付票など)を、バーコードリーダーで読み取ってください。"
        "後から端末が同じ申込みを送ってきても、二重にはなりません。"
    )

    code = long_text("券のQRコード", max_length=SCAN_MAX)
    letter: Letter
    scanned: Scanned | None = None

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        found = read_scan(typed, self.desk.now)
        if isinstance(found, ScanFault):
            raise forms.ValidationError(_FAULTS[found])
        self._here(found)
        self.letter, self.chain = found, chain_of(found)
        return typed

    def body(self) -> Body:
        return note_of(self.letter)

    def carry_out(self, body: Body, context: Context) -> Decision | None:
        noted = super().carry_out(body, context)
        if noted is not None:
            self.scanned = settle_scan(self.letter, municipalities(), private_keys())
        return noted

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        envelope = self.letter.envelope
        return [
            *envelope_lines(envelope, self.letter.received_at),
            ("端末", f"{envelope.terminal} ({envelope.seq}番の操作)"),
            ("順番", _CHAIN[self.chain]),
            *self._outcome(),
        ]

    def _here(self, letter: Letter) -> None:
        """Whoever may do this here does not thereby see what is asked elsewhere."""
        wanted = letter.envelope.municipality
        if wanted != self.desk.municipality.id:
            known: Any = municipalities().get(wanted)
            name = wanted if known is None else known.name["ja"]
            raise forms.ValidationError(f"{name}への申込みの券です。")

    def _outcome(self) -> Sequence[tuple[str, str]]:
        if self.scanned is None:
            return ()
        settled = self.scanned.settled
        if settled is None or settled.verdict is None:
            why = _NOT_NOW.get(self.scanned.why, self.scanned.why)
            return [("結果", f"決まりませんでした。{why}")]
        return [("結果", verdict_text(settled.verdict.verdict)), *self._reasons(settled.verdict)]

    def _reasons(self, verdict: ActionVerdict) -> Sequence[tuple[str, str]]:
        here = self.desk.municipality
        return [("理由", reason_text(reason, "ja", here)) for reason in verdict.reasons]
