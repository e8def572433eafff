"""Charges (使用料・登録料), payments, refunds, debits and letters."""

from django.db import models

from central.booking.models import Booking
from central.ids import new_id
from central.money.names import letter_text, purpose_text
from central.registry.models import Resident

__all__ = [
    "AT_A_DESK",
    "INCOMING",
    "OWED",
    "Charge",
    "ChargeState",
    "Letter",
    "Movement",
    "MovementKind",
    "OnlinePayment",
    "OnlineState",
]


class ChargeState(models.TextChoices):
    DUE = "due", "未納"
    PAID = "paid", "納付済"
    VOID = "void", "取消"
    FAILED = "failed", "振替不能"
    REFUND = "refund", "還付待ち"


#: Something of the charge is still to be paid.
OWED = frozenset({ChargeState.DUE, ChargeState.FAILED})


class MovementKind(models.TextChoices):
    DESK = "desk", "窓口"
    ONLINE = "online", "オンライン"
    DEBIT = "debit", "口座振替"
    RETURNED = "returned", "振替不能"
    REFUND = "refund", "還付"
    MOVED_OUT = "moved_out", "他の予約へ充当"
    MOVED_IN = "moved_in", "他の予約から充当"


#: What a desk hands out; a debit and an online payment have the bank's and the provider's.
AT_A_DESK = (MovementKind.DESK, MovementKind.REFUND)
#: Money that came; the other kinds are money that went.
INCOMING = frozenset(
    {MovementKind.DESK, MovementKind.ONLINE, MovementKind.DEBIT, MovementKind.MOVED_IN}
)


class Charge(models.Model):
    """What a resident owes for a booking, a registration or a renewal; yen.

    ``yen`` is what it costs as things stand, ``paid_yen`` what its movements come to: more than
    it costs is to be given back, at ``refund_desk`` until ``refund_until`` where that is said.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    # Both are locked, or written too, while it is written (``central/operation/loose.py``).
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
        db_index=False,
        db_constraint=False,
    )
    booking = models.ForeignKey(
        Booking,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
        db_constraint=False,
    )
    purpose = models.CharField("費目", max_length=32)
    yen = models.PositiveIntegerField("金額（円）")
    paid_yen = models.PositiveIntegerField("納付済額（円）", default=0)
    method = models.CharField("納付方法", max_length=16)
    due_at = models.DateTimeField("納付期限", null=True, blank=True)
    debit_on = models.DateField("振替日", null=True, blank=True)
    state = models.CharField("状態", max_length=16, choices=ChargeState, default=ChargeState.DUE)
    #: Since when it has been a debt: the day on which it was due, or on which the debit failed.
    unpaid_since = models.DateField("滞納開始", null=True, blank=True)
    #: Where it is for time that was added to the booking (延長): when that time begins.
    from_minute = models.PositiveIntegerField("延長開始（分）", null=True, blank=True)
    refund_until = models.DateTimeField("還付期限", null=True, blank=True)
    refund_desk = models.CharField("還付窓口", max_length=64, blank=True, default="")
    made_at = models.DateTimeField("発生日時")

    class Meta:
        verbose_name = verbose_name_plural = "請求"
        indexes = (
            models.Index(fields=["municipality", "state", "debit_on"], name="charge_debit"),
            models.Index(fields=["municipality", "state", "due_at"], name="charge_due"),
            models.Index(fields=["resident", "state"], name="charge_resident"),
            models.Index(
                fields=["resident"],
                condition=models.Q(unpaid_since__isnull=False),
                name="charge_debt",
            ),
        )

    def __str__(self) -> str:
        return f"{purpose_text(self.purpose)} {self.yen:,}円"


class Movement(models.Model):
    """Money that came or went for a charge; never changed.

    ``reference`` is the number of the receipt, of the provider's payment, or of the charge whose
    debit it is: the unique constraint lets no payment count twice.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField("種別", max_length=16, choices=MovementKind)
    yen = models.PositiveIntegerField("金額（円）")
    reference = models.CharField("番号", max_length=64)
    at = models.DateTimeField("日時")
    #: For whom and for what use its receipt was written (``central/money/receipts.py``).
    receipt = models.JSONField("領収書の内容", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "入出金"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "kind", "reference"], name="movement_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.yen:,}円"


class OnlineState(models.TextChoices):
    BEGUN = "begun", "手続中"
    SETTLED = "settled", "完了"
    REFUSED = "refused", "受付不可"


class OnlinePayment(models.Model):
    """A payment that was begun at the provider, who knows it by its id without hyphens.

    ``why`` is the code of the reason for which the provider was told to take it back.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="online_payments")
    yen = models.PositiveIntegerField("金額（円）")
    state = models.CharField("状態", max_length=16, choices=OnlineState, default=OnlineState.BEGUN)
    why = models.CharField("理由", max_length=40, blank=True, default="")
    begun_at = models.DateTimeField("開始日時")
    ended_at = models.DateTimeField("完了日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "オンライン納付"

    def __str__(self) -> str:
        return f"オンライン納付 {self.yen:,}円"


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
        return f"{letter_text(self.step)} {self.pay_by}"
