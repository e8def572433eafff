"""The staff's accounts, and who looked up whom."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline  # type: ignore[import-untyped]
from unfold.forms import (  # type: ignore[import-untyped]
    AdminPasswordChangeForm,
    UserChangeForm,
    UserCreationForm,
)

from central.desk.models import LookUp, Post
from central.desk.page_words import page_text
from central.desk.pages import ReadOnlyAdmin
from central.desk.roles import READS_RECORDS
from central.registry.models import Resident
from central.registry.shown import actor_text

__all__ = ["LookUpAdmin", "StaffAdmin"]

admin.site.unregister(User)
admin.site.unregister(Group)


class PostInline(TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = Post
    extra = 0


@admin.register(User)
class StaffAdmin(UserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]
    """Accounts and their posts, for whoever administers the centre."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    inlines = (PostInline,)
    list_display = ("username", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("権限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("日時", {"fields": ("last_login", "date_joined")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002
        """An account that is given up is made inactive: journal and look-ups name it."""
        return False


@admin.register(LookUp)
class LookUpAdmin(ReadOnlyAdmin):
    roles = READS_RECORDS
    list_display = ("at", "by", "where", "whom", "municipality")
    list_filter = ("municipality",)
    search_fields = ("actor",)
    search_help_text = "職員の名前か利用者番号で探せます。"
    date_hierarchy = "at"
    ordering = ("-at", "id")
    fields = readonly_fields = ("at", "by", "where", "whom")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LookUp], search_term: str
    ) -> tuple[QuerySet[LookUp], bool]:
        """Also by the number of whoever was looked at."""
        found, several = super().get_search_results(request, queryset, search_term)
        numbered = Resident.objects.filter(number=search_term.strip()).values("pk")
        return found | queryset.filter(resident__in=numbered), several

    @admin.display(description="職員", ordering="actor")
    def by(self, row: LookUp) -> str:
        return actor_text(row.actor)

    @admin.display(description="画面", ordering="page")
    def where(self, row: LookUp) -> str:
        return page_text(row.page)

    @admin.display(description="利用者番号")
    def whom(self, row: LookUp) -> str:
        """The number alone: the record of looks is none of them."""
        number = Resident.objects.filter(pk=row.resident).values_list("number", flat=True).first()
        return number or "—"
