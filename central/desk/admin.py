"""The staff's accounts, and who looked up whom."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline  # type: ignore[import-untyped]
from unfold.forms import (  # type: ignore[import-untyped]
    AdminPasswordChangeForm,
    UserChangeForm,
    UserCreationForm,
)

from central.desk.models import LookUp, Post
from central.desk.pages import ReadOnlyAdmin
from central.desk.roles import READS_RECORDS

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
    list_display = ("at", "actor", "page", "resident", "municipality")
    list_filter = ("municipality", "page")
    search_fields = ("actor", "resident")
    date_hierarchy = "at"
