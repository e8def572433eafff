"""銀行の振替結果: the file that says which debits were not paid."""

from collections.abc import Sequence

from django import forms
from unfold import widgets  # type: ignore[import-untyped]

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.labels import reading
from central.desk.roles import MANAGES
from central.money.bank import BadFile, read_failures
from central.money.debits import is_debited
from central.money.models import Charge
from central.money.use_cases import fail_debits
from rules.policy import Municipality

__all__ = ["Act"]

#: More than all rows of one file.
BYTES_MAX = 500_000


class Act(ActForm):
    """The file's text travels in ``rows``, for a browser does not send a file a second time."""

    title = "銀行の振替結果を読み込む"
    table = Charge
    roles = MANAGES
    whole_table = True
    advice = (
        "一行目が「利用者番号,振替日」のCSVファイルを選んでください。"
        f"一度に{fail_debits.ROWS_MAX}行までです。"
    )

    file = forms.FileField(
        label="振替不能のファイル", required=False, widget=widgets.UnfoldAdminFileFieldWidget()
    )
    rows = forms.CharField(required=False, widget=forms.HiddenInput())

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return is_debited(municipality)

    def set_up(self) -> None:
        file = self.files.get("file")
        if file is not None:
            text = _text(file.read(BYTES_MAX + 1))
            self.data = {**{name: self.data[name] for name in self.data}, "rows": text}

    def clean(self) -> None:
        found = read_failures(self.cleaned_data.get("rows", ""))
        if isinstance(found, BadFile):
            why = f"{found.line}行目が読めません。列の名前と日付をお確かめください。"
            self.add_error("file", why)
            return
        if not 1 <= len(found) <= fail_debits.ROWS_MAX:
            self.add_error("file", f"1行から{fail_debits.ROWS_MAX:,}行までにしてください。")
        self.cleaned_data["found"] = found

    def body(self) -> fail_debits.Body:
        return fail_debits.Body(rows=self.cleaned_data["found"])

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        said = decision.outcome
        return [
            ("振替不能になった請求", f"{said['failed']}件"),
            ("金額", reading("yen", said["yen"])),
            ("振替の記録がない利用者番号", str(said["unknown"] or "なし").replace(" ", "、")),
        ]


def _text(data: bytes) -> str:
    """As spreadsheets here write it; whatever is neither is refused by its first line."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "?"
