"""The staff's posts, and whom they looked up."""

from django.conf import settings
from django.db import models

from central.ids import new_id

__all__ = ["LookUp", "Post", "Role"]


class Role(models.TextChoices):
    COUNTER = "counter", "窓口"
    MANAGER = "manager", "管理者"
    AUDITOR = "auditor", "監査"


class Post(models.Model):
    """A role of one of the staff in a municipality (担当)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name="職員"
    )
    role = models.CharField("役割", max_length=16, choices=Role)

    class Meta:
        verbose_name = verbose_name_plural = "担当"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "user"], name="post_of_user"),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.get_role_display()}"


class LookUp(models.Model):
    """A look at a resident's data (閲覧記録): who, when, on which page. Rows are only added.

    ``resident`` is no foreign key: the record outlives whatever becomes of the registration.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.UUIDField("利用者")
    actor = models.CharField("職員", max_length=150)
    page = models.CharField("画面", max_length=100)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "閲覧記録"
        indexes = (
            models.Index(fields=["municipality", "resident", "at"], name="lookup_resident"),
            models.Index(fields=["municipality", "at"], name="lookup_at"),
        )

    def __str__(self) -> str:
        return f"{self.actor.partition(':')[2]} の閲覧"
