"""The page of an act: the form, what would come of it, and what came of it.

What would come of it is found out by the command itself, in a transaction that is taken back;
commands touch nothing but the database, so that leaves no trace. A form carries a token, and the
token makes the id of the line in the journal: sent twice, it is done once.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, UUID

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from pydantic import ValidationError

from central import clock
from central.decision import Decision
from central.desk.acts import ActForm, Desk
from central.desk.labels import reading
from central.desk.looks import note_looks
from central.desk.roles import may, posts_of
from central.ids import derived_id, new_id
from central.journal.commands import Body, Context
from central.journal.write import perform
from central.policies import municipalities
from central.reasons import reason_text
from central.transactions import in_transaction
from rules.policy import Municipality
from sync.wire import ReasonText

__all__ = ["ActPage"]


#: What a row is, so that whoever acts on it sees that it is the right one.
Subject = Callable[[Any], str]


class ActPage:
    """GET asks; POST shows what would come of it; POST with ``confirmed`` does it."""

    def __init__(
        self, admin: "ModelAdmin[Any]", name: str, act: type[ActForm], subject: Subject
    ) -> None:
        self.admin, self.name, self.act, self._subject = admin, name, act, subject

    def __call__(self, request: HttpRequest, key: UUID | None = None) -> HttpResponse:
        row = self._row(request, key)
        municipality = self._municipality(request, row)
        if municipality is None:
            return self._render(request, row, choices=self._choices(request))
        if not may(request.user, self.act.roles, municipality.id):
            raise PermissionDenied
        if row is not None:
            note_looks(request, [row], f"act/{self.name}")
        desk = Desk(municipality, clock.now(), row)
        if request.method != "POST":
            return self._render(request, row, form=self.act(desk), token=new_id(), desk=desk)
        return self._posted(request, desk)

    def _posted(self, request: HttpRequest, desk: Desk) -> HttpResponse:
        form = self.act(desk, request.POST, request.FILES)
        token = _uuid(request.POST.get("token", ""))
        shown: dict[str, object] = {"form": form, "token": token, "desk": desk}
        if not form.is_valid() or "back" in request.POST:
            return self._render(request, desk.row, **shown)
        confirmed = "confirmed" in request.POST
        try:
            decision = self._decision(form, request, token, confirmed=confirmed)
        except ValidationError as error:
            _tell(form, error)
            return self._render(request, desk.row, **shown)
        if decision is None:
            return self._render(request, desk.row, twice=True, desk=desk)
        done = confirmed and decision.verdict == "applied"
        if decision.verdict == "applied":
            note_looks(request, form.told(decision), f"act/{self.name}")
        if confirmed and not done:
            shown["token"] = new_id()  # the refusal stands in the journal; what comes is new
        return self._render(request, desk.row, done=done, **shown, **_said(form, decision, done))

    def _decision(
        self, form: ActForm, request: HttpRequest, token: UUID, *, confirmed: bool
    ) -> Decision | None:
        """None: this form was sent before."""
        body = form.body()
        if isinstance(body, Decision):
            return body
        person = request.user.get_username()
        line = derived_id(NAMESPACE_OID, f"{person}/{self.name}/{token}")
        form.line = line
        context = Context(form.desk.municipality, form.desk.now, f"staff:{person}", line)
        return form.carry_out(body, context) if confirmed else _what_would_come(body, context)

    def _row(self, request: HttpRequest, key: UUID | None) -> Model | None:
        if key is None:
            return None
        row: Model | None = self.admin.get_object(request, str(key))
        if row is None or (request.method == "GET" and not self.act.offered_on(row)):
            raise Http404
        return row

    def _municipality(self, request: HttpRequest, row: Model | None) -> Municipality | None:
        """The row's; else the one that is asked for, or the only one; None: one must be chosen."""
        if row is not None:
            return municipalities()[row.municipality]  # type: ignore[attr-defined]
        known = [name for name, _ in self._choices(request)]
        if not known:
            raise PermissionDenied
        wanted = request.GET.get("municipality", known[0] if len(known) == 1 else "")
        if wanted and wanted not in known:
            raise PermissionDenied
        return municipalities()[wanted] if wanted else None

    def _choices(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The municipalities in which the person may do this, with their names."""
        posts = posts_of(request.user)
        return [
            (name, municipality.name["ja"])
            for name, municipality in municipalities().items()
            if posts.get(name) in self.act.roles and self.act.offered_in(municipality)
        ]

    def _render(self, request: HttpRequest, row: Model | None, **shown: object) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin.admin_site.each_context(request),
            "opts": self.admin.opts,
            "title": self.act.title,
            "advice": self.act.advice,
            "row": row,
            "subject": None if row is None else self._subject(row),
            "headed": _headed(shown.get("form")),
            **shown,
        }
        return TemplateResponse(request, "desk/act.html", context)


def _tell(form: ActForm, error: ValidationError) -> None:
    """What the command's body does not take, at the field of that name."""
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        form.add_error(name if name in form.fields else None, _FAULTS.get(fault["type"], _FAULT))


#: The forms ask for most of this before; here is what a command alone knows.
_FAULT = "この内容は使えません。文字や形をお確かめください。"
_FAULTS = {
    "string_too_long": "長すぎます。",
    "too_long": "多すぎます。",
    "too_short": "足りません。",
    "int_type": "数字を入れてください。",
}


def _what_would_come(body: Body, context: Context) -> Decision:
    def work() -> Decision:
        with transaction.atomic():
            decision = perform(body, context)
            transaction.set_rollback(True)
        return decision

    return in_transaction(work, work)


def _headed(form: object) -> Sequence[tuple[str, BoundField]]:
    """The fields, each with the heading above it."""
    if not isinstance(form, ActForm):
        return ()
    return [(form.headings.get(field.name, ""), field) for field in form]


def _said(form: ActForm, decision: Decision, done: bool) -> dict[str, object]:
    municipality = form.desk.municipality
    return {
        "applied": decision.verdict == "applied",
        "reasons": [
            (_line_of(reason) + reason_text(reason, "ja", municipality), reason.rule)
            for reason in decision.reasons
        ],
        "lines": form.lines(decision) if decision.verdict == "applied" else (),
        "papers": form.papers(decision) if done else (),
        "slips": form.slips(decision) if done else (),
        "asked": [(field.label, _answer(field)) for field in form.visible_fields()],
    }


def _line_of(reason: ReasonText) -> str:
    """Of a sheet: which of its lines is refused."""
    line = reason.params.get("line")
    return "" if line is None else f"{line}行目: "


def _answer(field: BoundField) -> str:
    """What was answered, in the words that the form asked with."""
    value = field.form.cleaned_data.get(field.name)
    named = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    if isinstance(value, list):
        return "、".join(named.get(each, str(each)) for each in value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, date):
        return reading("day", value.isoformat())
    return "" if value in (None, "") else named.get(str(value), str(value))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
