"""Who may use the rooms of a municipality: residents, their cards and their credentials."""

from django.db import models

from central.ids import new_id

__all__ = ["Card", "CardState", "Credential", "Resident", "ResidentState"]


class ResidentState(models.TextChoices):
    PROVISIONAL = "provisional", "仮登録"
    ACTIVE = "active", "有効"
    SUSPENDED = "suspended", "停止"
    EXPIRED = "expired", "期限切れ"
    CLOSED = "closed", "廃止"


class CardState(models.TextChoices):
    ACTIVE = "active", "有効"
    LOST = "lost", "紛失"
    REPLACED = "replaced", "再発行済"


class Resident(models.Model):
    """A registration (利用者登録) in one municipality; ``type`` is one of its policy's types."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    number = models.CharField("利用者番号", max_length=64)
    name = models.CharField("氏名・団体名", max_length=200)
    type = models.CharField("区分", max_length=64)
    born_on = models.DateField("生年月日")
    school = models.CharField("在学", max_length=64, default="none")
    state = models.CharField(
        "状態", max_length=16, choices=ResidentState, default=ResidentState.ACTIVE
    )
    registered_on = models.DateField("登録日")
    valid_until = models.DateField("有効期限", null=True, blank=True)
    mail = models.EmailField("メール", blank=True, default="")
    no_shows = models.PositiveIntegerField("無断キャンセル", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "利用者"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="resident_number"),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.number}"


class Card(models.Model):
    """A registration card (利用者登録カード); ``uid`` is what a reader reads, hex, upper case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    uid = models.CharField("カードID", max_length=64)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="cards", verbose_name="利用者"
    )
    state = models.CharField("状態", max_length=16, choices=CardState, default=CardState.ACTIVE)

    class Meta:
        verbose_name = verbose_name_plural = "カード"
        constraints = (models.UniqueConstraint(fields=["municipality", "uid"], name="card_uid"),)

    def __str__(self) -> str:
        return f"{self.municipality} {self.uid}"


class Credential(models.Model):
    """The Argon2id hash of a resident's password; nobody can read a password out of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        related_name="credentials",
        verbose_name="利用者",
        db_index=False,
    )
    secret = models.CharField(max_length=200, editable=False)
    changed_at = models.DateTimeField("変更日時")

    class Meta:
        verbose_name = verbose_name_plural = "暗証"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "resident"], name="credential_once"),
        )

    def __str__(self) -> str:
        return str(self.resident_id)
