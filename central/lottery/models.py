"""Lotteries (抽選): entries, and the draw of a month with what proves that it was fair."""

from django.db import models

from central.ids import new_id
from central.registry.models import Resident

__all__ = ["Draw", "DrawState", "Entry", "EntryState"]


class EntryState(models.TextChoices):
    ENTERED = "entered", "申込中"
    WITHDRAWN = "withdrawn", "取下げ"
    WON = "won", "当選"
    LOST = "lost", "落選"
    CONFIRMED = "confirmed", "利用確定"
    LAPSED = "lapsed", "失効"
    LATE = "late", "締切後到着"
    VOID = "void", "無効"


class DrawState(models.TextChoices):
    COMMITTED = "committed", "公表済"
    CLOSED = "closed", "締切"
    DRAWN = "drawn", "抽選済"


class Draw(models.Model):
    """The draw of a municipality for a month of use; ``month`` is its first day.

    ``secret`` (hex) is there with the result only, and before in ``sealed`` for the job that holds
    the draw. ``commitment`` is published before the window, and so are those that it ``replaced``.
    ``listing`` and ``result`` are the published texts (``central/lottery/published.py``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    month = models.DateField("利用月")
    state = models.CharField("状態", max_length=16, choices=DrawState)
    sealed = models.CharField(max_length=200, editable=False, default="")
    secret = models.CharField(max_length=64, editable=False, blank=True, default="")
    replaced = models.JSONField("以前の公表値", editable=False, default=list)
    commitment = models.CharField("公表値", max_length=64)
    committed_at = models.DateTimeField("公表日時")
    listing = models.TextField("申込一覧", blank=True, default="")
    root = models.CharField("申込一覧のハッシュ", max_length=64, blank=True, default="")
    public_value = models.CharField("後日公表値", max_length=200, blank=True, default="")
    seed = models.CharField("抽選の種", max_length=64, blank=True, default="")
    result = models.TextField("結果", blank=True, default="")
    closed_at = models.DateTimeField("締切日時", null=True, blank=True)
    drawn_at = models.DateTimeField("抽選日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽選"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "month"], name="draw_month"),
        )

    def __str__(self) -> str:
        return f"{self.month.year}年{self.month.month}月利用分の抽選"


class Entry(models.Model):
    """An entry (抽選申込み); ``slots`` are those of ``sync.wire``: several are a set (セット)."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    number = models.CharField("申込番号", max_length=16)
    #: Under which the draw ranks the resident (``central.lottery.proof.user_number``).
    user = models.CharField("抽選番号", max_length=16)
    month = models.DateField("利用月")
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name="利用者",
        db_index=False,
    )
    preference = models.PositiveIntegerField("希望順位")
    slots = models.JSONField("枠")
    people = models.PositiveIntegerField("人数")
    students = models.PositiveIntegerField("うち高校生以下", default=0)
    state = models.CharField("状態", max_length=16, choices=EntryState, default=EntryState.ENTERED)
    entered_at = models.DateTimeField("申込日時")
    #: Why it takes no part: a code of ``void_entry`` or of ``close_draw``.
    void = models.CharField("無効の理由", max_length=32, blank=True, default="")
    #: Whether the mail about its result has been queued, where one is wished for.
    told = models.BooleanField("結果通知済", default=False)
    lost_to = models.CharField("落選の相手", max_length=16, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "抽選申込"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="entry_number"),
        )
        indexes = (
            models.Index(fields=["municipality", "month", "state"], name="entry_month_state"),
            models.Index(fields=["resident", "month"], name="entry_resident_month"),
        )

    def __str__(self) -> str:
        return f"抽選申込 {self.number}"
