"""Mails to residents, and notices about rooms."""

from django.db import models

from central.booking.words import day_and_time, place_text
from central.ids import new_id
from central.registry.models import Resident

__all__ = ["Mail", "MailState", "MailWish", "RoomNotice", "ServiceNotice"]


class MailState(models.TextChoices):
    QUEUED = "queued", "待機"
    SENT = "sent", "送信済"
    FAILED = "failed", "送信不能"


class MailWish(models.Model):
    """What a resident wants to be told by mail (メール通知), in each municipality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mail_wishes")
    results = models.BooleanField("抽選結果", default=False)
    bookings = models.BooleanField("利用申請の内容", default=False)
    debits = models.BooleanField("口座引落し", default=False)
    language = models.CharField("言語", max_length=8, default="ja")

    class Meta:
        verbose_name = verbose_name_plural = "メール通知設定"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "resident"], name="mail_wish_once"),
        )

    def __str__(self) -> str:
        return f"{self.resident} のメール通知設定"


class Mail(models.Model):
    """A mail in the queue; ``key`` makes a second telling of the same thing a no-op."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    key = models.CharField(max_length=100)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mails")
    template = models.CharField("様式", max_length=64)
    params = models.JSONField("内容")
    state = models.CharField("状態", max_length=16, choices=MailState, default=MailState.QUEUED)
    tries = models.PositiveIntegerField("送信回数", default=0)
    next_at = models.DateTimeField("次回送信")
    #: Why the last try failed: a code of ``mark_mail_failed``.
    why = models.CharField("不達の理由", max_length=32, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "メール"
        constraints = (models.UniqueConstraint(fields=["municipality", "key"], name="mail_once"),)
        indexes = (models.Index(fields=["state", "next_at"], name="mail_queue"),)

    def __str__(self) -> str:
        return f"{self.resident} へのメール"


class RoomNotice(models.Model):
    """A notice that a room cannot be used for some hours: rain, repair, an event, a block."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    facility = models.CharField("施設", max_length=64)
    day = models.DateField("日")
    start_minute = models.PositiveIntegerField("開始（分）")
    end_minute = models.PositiveIntegerField("終了（分）")
    reason = models.CharField("理由", max_length=32)
    text = models.CharField("掲示", max_length=200, blank=True, default="")
    lifted = models.BooleanField("解除", default=False)
    made_at = models.DateTimeField("登録日時")

    class Meta:
        verbose_name = verbose_name_plural = "施設のお知らせ"
        indexes = (models.Index(fields=["municipality", "facility", "day"], name="notice_day"),)

    def __str__(self) -> str:
        when = day_and_time(self.day, self.start_minute, self.end_minute)
        return f"{place_text(self.municipality, self.facility)} {when}"


class ServiceNotice(models.Model):
    """A notice of the service itself, for a time; ``stops``: nobody logs in then (KM-02)."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    begins_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    stops = models.BooleanField("サービス停止", default=False)
    #: By language.
    text = models.JSONField("掲示")
    lifted = models.BooleanField("解除", default=False)
    made_at = models.DateTimeField("登録日時")

    class Meta:
        verbose_name = verbose_name_plural = "サービスのお知らせ"
        indexes = (models.Index(fields=["municipality", "ends_at"], name="service_notice_ends"),)

    def __str__(self) -> str:
        return str(self.text.get("ja", ""))
