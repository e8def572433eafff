"""Charges (使用料・登録料), payments, refunds, debits and letters."""

from django.db import models

from central.booking.models import Booking
from central.ids import new_id
from central.registry.models import Resident

__all__ = ["Charge", "ChargeState", "Letter", "Movement", "MovementKind"]


class ChargeState(models.TextChoices):
    DUE = "due", "未納"
    PAID = "paid", "納付済"
    VOID = "void", "取消"
    FAILED = "failed", "振替不能"


class MovementKind(models.TextChoices):
    DESK = "desk", "窓口"
    ONLINE = "online", "オンライン"
    DEBIT = "debit", "口座振替"
    REFUND = "refund", "還付"


class Charge(models.Model):
    """What a resident owes for a booking, a registration or a renewal; yen."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    purpose = models.CharField("費目", max_length=32)
    yen = models.PositiveIntegerField("金額（円）")
    method = models.CharField("納付方法", max_length=16)
    due_at = models.DateTimeField("納付期限", null=True, blank=True)
    debit_on = models.DateField("振替日", null=True, blank=True)
    state = models.CharField("状態", max_length=16, choices=ChargeState, default=ChargeState.DUE)
    #: Since when it has been a debt: the day on which it was due, or on which the debit failed.
    unpaid_since = models.DateField("滞納開始", null=True, blank=True)
    made_at = models.DateTimeField("発生日時")

    class Meta:
        verbose_name = verbose_name_plural = "請求"
        indexes = (
            models.Index(fields=["municipality", "state", "debit_on"], name="charge_debit"),
            models.Index(fields=["resident", "state"], name="charge_resident"),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.purpose} {self.yen}"


class Movement(models.Model):
    """Money that came or went for a charge; ``reference`` is the receipt's or provider's number."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField("種別", max_length=16, choices=MovementKind)
    yen = models.PositiveIntegerField("金額（円）")
    reference = models.CharField("番号", max_length=64, blank=True, default="")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "入出金"

    def __str__(self) -> str:
        return f"{self.kind} {self.yen}"


class Letter(models.Model):
    """A letter about a debt (督促状・催告書), with the day by which it asks for payment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="letters")
    step = models.CharField("種類", max_length=32)
    sent_on = models.DateField("発送日")
    pay_by = models.DateField("指定期限")

    class Meta:
        verbose_name = verbose_name_plural = "督促"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "charge", "step"], name="letter_once"),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.pay_by}"
