"""A table of the centre to look up; what changes its rows is offered as an act, or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from unfold.admin import ModelAdmin  # type: ignore[import-untyped]

from central.desk.act_page import ActPage
from central.desk.acts import ActForm, acts_of
from central.desk.filters import TownFilter
from central.desk.labels import town_text
from central.desk.looks import note_looks
from central.desk.models import Role
from central.desk.report_page import ReportPage
from central.desk.reports import ReportForm, reports_of
from central.desk.roles import READS, may, posts_of
from central.policies import municipalities

__all__ = ["Extra", "ReadOnlyAdmin"]

Extra = dict[str, Any] | None


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold ships no types
    """To look up and search, within one's own municipalities; every look at a resident is noted.

    Rows of a use case are changed by the use case alone: by the acts that ``central/*/acts/`` has
    for this table.
    """

    #: Who sees the table at all.
    roles: ClassVar[frozenset[Role]] = READS
    list_per_page = 50
    list_fullwidth = True
    list_before_template = "desk/offered.html"
    change_form_outer_before_template = "desk/offered.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, self.roles)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, self.roles, getattr(obj, "municipality", None))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        if not any(field.name == "municipality" for field in self.opts.fields):
            return rows
        posts = posts_of(request.user)
        readable = [name for name, role in posts.items() if role in self.roles]
        return rows.filter(municipality__in=readable)

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """Without the municipality's column for those who work in one."""
        return _in_words(super().get_list_display(request), "town", request)

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        """Nor is it asked of them."""
        return _in_words(super().get_list_filter(request), TownFilter, request)

    def subject(self, row: Any) -> str:
        """What an act is about, at the head of its page: enough to see that it is the right one."""
        return str(row)

    @admin.display(description="自治体", ordering="municipality")
    def town(self, row: Any) -> str:
        return town_text(row.municipality)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """For the list alone: whom Django's completion of names shows, nobody would note."""
        if request.resolver_match is None or request.resolver_match.url_name == "autocomplete":
            raise PermissionDenied
        found: tuple[QuerySet[Any], bool]
        found = super().get_search_results(request, queryset, search_term)
        return found

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        """Nothing is done to many rows at once."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        return [
            *(self._act_path(name, act) for name, act in acts_of(self.model).items()),
            *(self._report_path(name, form) for name, form in reports_of(self.model).items()),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Extra = None) -> HttpResponse:
        offered = [*self._offered(request, None), *self._reports(request)]
        extra = {**(extra_context or {}), "acts": offered}
        response = super().changelist_view(request, extra)
        if isinstance(response, TemplateResponse) and response.context_data:
            note_looks(request, response.context_data["cl"].result_list, f"{self._label}/list")
        return response  # type: ignore[no-any-return]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Extra = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        extra = {**(extra_context or {}), "acts": self._offered(request, row)}
        response = super().changeform_view(request, object_id, form_url, extra)
        if row is not None:
            note_looks(request, [row], self._label)
        return response  # type: ignore[no-any-return]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Extra = None
    ) -> HttpResponse:
        """It names the row, and so whose it is."""
        response = super().history_view(request, object_id, extra_context)
        row = self.get_object(request, object_id)
        if row is not None:
            note_looks(request, [row], self._label)
        return response  # type: ignore[no-any-return]

    def _act_path(self, name: str, act: type[ActForm]) -> URLPattern:
        view: Any = self.admin_site.admin_view(ActPage(self, name, act, self.subject))
        on_row = "" if act.whole_table else "<uuid:key>/"
        route: URLPattern = path(f"{on_row}act/{name}/", view, name=self._act_url(name))
        return route

    def _offered(self, request: HttpRequest, row: Model | None) -> Sequence[dict[str, str]]:
        """The acts on a row, or on the table where there is none."""
        posts = posts_of(request.user)
        return [
            {"title": act.title, "path": reverse(f"admin:{self._act_url(name)}", args=_key(row))}
            for name, act in acts_of(self.model).items()
            if act.whole_table == (row is None)
            and may(request.user, act.roles, getattr(row, "municipality", None))
            and (_is_in_one_of(posts, act) if row is None else act.offered_on(row))
        ]

    def _report_path(self, name: str, report: type[ReportForm]) -> URLPattern:
        view: Any = self.admin_site.admin_view(ReportPage(self, name, report))
        route: URLPattern = path(f"report/{name}/", view, name=self._report_url(name))
        return route

    def _reports(self, request: HttpRequest) -> Sequence[dict[str, str]]:
        """The reports above the list."""
        return [
            {"title": each.title, "path": reverse(f"admin:{self._report_url(name)}")}
            for name, each in reports_of(self.model).items()
            if _is_in_one_of(posts_of(request.user), each)
        ]

    def _report_url(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_report_{name}"

    def _act_url(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_act_{name}"

    @property
    def _label(self) -> str:
        return f"{self.opts.app_label}.{self.opts.model_name}"


def _in_words(names: Sequence[Any], town: object, request: HttpRequest) -> Sequence[Any]:
    """Columns or filters: the municipality by its name, for those who work in several."""
    several = len(posts_of(request.user)) > 1
    return [
        town if name == "municipality" else name
        for name in names
        if several or name != "municipality"
    ]


def _key(row: Model | None) -> tuple[object, ...]:
    return () if row is None else (row.pk,)


def _is_in_one_of(posts: Mapping[str, Role], offered: type[ActForm] | type[ReportForm]) -> bool:
    """Whether there is such a thing where somebody of these posts may do it."""
    known = municipalities()
    return any(
        role in offered.roles and offered.offered_in(known[name]) for name, role in posts.items()
    )
