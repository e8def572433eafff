"""The page of a report: what it is asked for, the list, the list to print, and its file."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from central import clock
from central.desk.acts import Desk
from central.desk.looks import note_looks
from central.desk.reports import ReportForm
from central.desk.roles import posts_of
from central.policies import municipalities
from rules.policy import Municipality

__all__ = ["ReportPage"]


class ReportPage:
    """GET asks and shows; with ``print`` it is a page of paper, with ``file`` a file."""

    def __init__(self, admin: "ModelAdmin[Any]", name: str, report: type[ReportForm]) -> None:
        self.admin, self.name, self.report = admin, name, report

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = self._known(request)
        if not known:
            raise PermissionDenied
        first = next(iter(known)) if len(known) == 1 else ""
        wanted = request.GET.get("municipality", first)
        if not wanted:
            choices = [(name, each.name["ja"]) for name, each in known.items()]
            return self._render(request, choices=choices)
        if wanted not in known:
            raise PermissionDenied
        desk = Desk(known[wanted], clock.now())
        form = self.report(desk, request.GET) if self._is_asked(request) else self.report(desk)
        if not form.is_valid():
            return self._render(request, form=form, desk=desk)
        return self._listed(request, form, desk)

    def _listed(self, request: HttpRequest, form: ReportForm, desk: Desk) -> HttpResponse:
        note_looks(request, form.shows(), f"report/{self.name}")
        file = form.file()
        if "file" in request.GET:
            if file is None:
                raise Http404
            named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
            return HttpResponse(file.text, content_type="text/csv; charset=utf-8", headers=named)
        said = {"desk": desk, "sheets": form.sheets(), "title": self.report.title}
        if "print" in request.GET:
            return TemplateResponse(request, "desk/print.html", said)
        here = _query(request, desk.municipality)
        return self._render(request, form=form, here=here, file=file, **said)

    def _known(self, request: HttpRequest) -> dict[str, Municipality]:
        """The municipalities in which the person may see this and there is such a thing."""
        posts = posts_of(request.user)
        return {
            name: municipality
            for name, municipality in municipalities().items()
            if posts.get(name) in self.report.roles and self.report.offered_in(municipality)
        }

    def _is_asked(self, request: HttpRequest) -> bool:
        """A report that asks nothing is shown at once."""
        fields = self.report.base_fields
        return not fields or any(name in request.GET for name in fields)

    def _render(self, request: HttpRequest, **shown: object) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin.admin_site.each_context(request),
            "opts": self.admin.opts,
            "title": self.report.title,
            **shown,
        }
        return TemplateResponse(request, "desk/report.html", context)


def _query(request: HttpRequest, municipality: Municipality) -> str:
    """What was asked, for the list to print and the file."""
    asked = request.GET.copy()
    asked["municipality"] = municipality.id
    return asked.urlencode()
