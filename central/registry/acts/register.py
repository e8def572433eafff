"""利用者登録: a new resident or group, with its papers on the desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from django.urls import reverse

from central.decision import Decision
from central.desk.acts import Paper, Slip
from central.desk.fields import choice, code, day, many, text, yes
from central.desk.roles import AT_COUNTER
from central.registry import asked
from central.registry.fields import Agreement
from central.registry.models import Resident
from central.registry.new_passwords import new_temporary
from central.registry.papers import document_kinds
from central.registry.passwords import hash_password
from central.registry.residents import age_on
from central.registry.roster_form import ROSTER_HEADING, RosterForm
from central.registry.slips import password_slip
from central.registry.terms import terms_version
from central.registry.use_cases import register
from rules.calendar import day_of
from rules.facts import Channel
from rules.wording import class_text

__all__ = ["Act"]

_COPIED = ("name", "representative", "type", "born_on", "school", "mail", "phone", "address")
_NEEDED_BY = {"declared": "declaration", "guardian_consent": "guardian", "proxy": "proxy"}
_ANSWERED = ("documents", "guardian_consent", "proxy", "declared", "payment_method")


class Act(RosterForm):
    title = "新しく登録する"
    table = Resident
    roles = AT_COUNTER
    whole_table = True
    headings: ClassVar = {
        "type": "登録する人・団体",
        "phone": "連絡先など",
        "roster_members": ROSTER_HEADING,
        "classes": "申込と確認",
        "number": "番号・カード・パスワード",
    }

    type = choice("区分")
    name = text("氏名・団体名")
    representative = text("代表者の氏名(団体のときだけ)", required=False)
    born_on = day("生年月日(団体のときは代表者)")
    school = choice("在学(団体のときは代表者)")
    phone = asked.phone_field()
    mail = asked.mail_field()
    address = text("住所(団体のときは所在地)", required=False)
    payment_method = choice("納付方法", required=False)
    classes = many("申し込む施設区分", required=True)
    agreed = yes("利用規約を示し、同意を得た")
    declared = yes("確認事項に本人が同意した")
    documents = many("確認した書類")
    guardian_consent = yes("保護者の同意を確認した(必要な年齢のときだけ)")
    proxy = yes("代理の人が手続きしている")
    number = code("利用者番号", required=False)
    card = asked.card_field("カードID", required=False)
    password = yes("仮パスワードを渡す", initial=True)
    field_order = (
        *("type", "name", "representative", "born_on", "school", "phone", "mail", "address"),
        *("payment_method", "roster_members", "roster_local", "roster_phones", "roster_main_sport"),
        *("roster_elementary_or_older", "roster_base_in_city"),
    )

    def set_up(self) -> None:
        municipality, today = self.desk.municipality, day_of(self.desk.now)
        self.set_choices("type", asked.types(municipality))
        self.set_up_roster(None)
        self.drop("roster_leader_age", "roster_leader_school")
        self.set_choices("school", asked.schools())
        self.initial["school"] = "none"
        self.set_choices("payment_method", asked.methods(municipality))
        kinds = document_kinds(municipality, today)
        self.set_choices("documents", asked.document_names(kinds))
        self._set_up_terms()
        for name, setting in _NEEDED_BY.items():
            if not asked.enrolment_asks(municipality, setting):
                self.drop(name)
        self._set_up_number()

    def body(self) -> register.Body:
        said = self.cleaned_data
        group = self.desk.municipality.kind_of(said["type"]) == "group"
        age = age_on(said["born_on"], day_of(self.desk.now))
        leader = {"leader_age": age, "leader_school": said["school"]}
        self.temporary = new_temporary(self.desk.municipality) if said["password"] else None
        return register.Body(
            channel=Channel.DESK,
            **{name: said[name] for name in _COPIED},
            **{name: said[name] for name in _ANSWERED if name in said},
            roster=self.roster(**leader) if group else None,
            agreed=self._agreements(),
            number=said["number"] or None,
            card=said["card"] or None,
            secret=None if self.temporary is None else hash_password(self.temporary),
            temporary=self.temporary is not None,
        )

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        said_otherwise = {"number", "stage"}
        outcome = {
            key: value for key, value in decision.outcome.items() if key not in said_otherwise
        }
        said = super().lines(replace(decision, outcome=outcome))
        return [("利用者番号", str(decision.outcome["number"])), *said]

    def papers(self, decision: Decision) -> Sequence[Paper]:
        path = reverse("admin:registry_resident_change", args=(decision.outcome["resident"],))
        return (Paper("登録した利用者の画面を開く", path),)

    def slips(self, decision: Decision) -> Sequence[Slip]:  # noqa: ARG002 - a frame's signature
        return () if self.temporary is None else (password_slip(self.temporary),)

    def _set_up_terms(self) -> None:
        municipality = self.desk.municipality
        if not asked.agrees_to_terms(municipality):
            self.drop("classes", "agreed")
            return
        names = ((name, class_text(municipality, name, "ja")) for name in municipality.classes)
        self.set_choices("classes", names)

    def _set_up_number(self) -> None:
        form, number = self.desk.municipality.credentials.number, self.fields["number"]
        number.required = form.characters != "digits"
        if not number.required:
            number.help_text = "空けておくと、次の番号になります。"

    def _agreements(self) -> tuple[Agreement, ...]:
        if not self.cleaned_data.get("agreed"):
            return ()
        municipality = self.desk.municipality
        return tuple(
            Agreement(facility_class=scope, version=terms_version(municipality, scope))
            for scope in self.cleaned_data["classes"] or (municipality.id,)
        )
