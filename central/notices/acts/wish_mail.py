"""メール通知: what a resident wants to be told of by mail."""

from django.db.models import Model

from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.notices.models import MailWish
from central.notices.use_cases import wish_mail
from central.registry.models import Resident, ResidentState
from rules.wording import languages

__all__ = ["Act"]

_NAMES = {"ja": "日本語", "en": "英語"}


class Act(ActForm):
    title = "メール通知を設定する"
    table = Resident
    roles = AT_COUNTER

    mail = fields.text("メールアドレス", required=False, max_length=254)
    results = fields.yes("抽選の結果を知らせる")
    bookings = fields.yes("予約の内容を知らせる")
    debits = fields.yes("口座振替を知らせる")
    language = fields.choice("メールの言語")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state != ResidentState.CLOSED

    def set_up(self) -> None:
        resident = self.row_of(Resident)
        self.set_choices("language", ((each, _NAMES.get(each, each)) for each in languages()))
        wish = MailWish.objects.filter(resident=resident).first() or MailWish()
        told = ("results", "bookings", "debits", "language")
        self.initial.update({name: getattr(wish, name) for name in told})
        self.initial["mail"] = resident.mail

    def body(self) -> wish_mail.Body:
        return wish_mail.Body(resident=self.row_of(Resident).id, **self.cleaned_data)
