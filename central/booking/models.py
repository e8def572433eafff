"""Bookings, and the cells of the floors that they take."""

from django.db import models

from central.registry.models import Resident

__all__ = ["LIVE", "BoardChange", "Booking", "BookingStatus", "Cell", "Hold", "HoldState"]


class BookingStatus(models.TextChoices):
    """A live booking stands as its stage in the rules does; the last ones are over.

    A win that is yet to be confirmed (利用確定) is no booking, but it holds its cells.
    """

    PROVISIONAL = "provisional", "仮予約"
    APPLIED = "applied", "本申請済"
    PERMITTED = "permitted", "許可"
    CONFIRMED = "confirmed", "確定"
    WON = "won", "当選"
    CANCELLED = "cancelled", "取消"
    LAPSED = "lapsed", "自動取消"
    NO_SHOW = "no_show", "無断キャンセル"
    DENIED = "denied", "不許可"
    VOID = "void", "無効"


#: States of a booking that stands, each the name of its stage in the rules.
LIVE = (
    BookingStatus.PROVISIONAL,
    BookingStatus.APPLIED,
    BookingStatus.PERMITTED,
    BookingStatus.CONFIRMED,
)


class Booking(models.Model):
    """A booking (予約). Its id is that of the action that made it: one action, one booking."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    number = models.CharField("予約番号", max_length=16)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name="利用者",
        db_index=False,
    )
    facility = models.CharField("施設", max_length=64)
    sport = models.CharField("種目", max_length=64)
    courts = models.PositiveIntegerField("面数")
    #: Kept when the booking is cancelled, when its rows of ``Cell`` are gone.
    cells = models.JSONField("区画")
    people = models.PositiveIntegerField("人数")
    day = models.DateField("利用日")
    start_minute = models.PositiveIntegerField("開始（分）")
    end_minute = models.PositiveIntegerField("終了（分）")
    state = models.CharField(
        "状態", max_length=16, choices=BookingStatus, default=BookingStatus.CONFIRMED
    )
    paid = models.BooleanField("支払済", default=False)
    fee = models.PositiveIntegerField("使用料（円）", default=0)
    booked_on = models.DateField("予約日")
    students = models.PositiveIntegerField("うち高校生以下", default=0)
    #: What is lent with it, and how many (OG-Y5).
    equipment = models.JSONField("備品", default=dict, blank=True)
    won = models.BooleanField("抽選による", default=False)
    #: Who it is for, where the staff booked for someone without a registration (KM-26).
    holder = models.CharField("予約者", max_length=100, blank=True, default="")
    #: Its cells stay taken until then, though it is over (KX-4).
    released_at = models.DateTimeField("空き公開", null=True, blank=True)
    #: Why the staff ended it, for its holder to read.
    why = models.CharField("理由", max_length=200, blank=True, default="")
    #: Moves whenever the cells of the booking do; the cursor of the availability reads it.
    changed_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = verbose_name_plural = "予約"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="booking_number"),
        )
        indexes = (
            models.Index(fields=["municipality", "changed_at"], name="booking_changed"),
            models.Index(fields=["resident", "day"], name="booking_resident_day"),
            models.Index(
                fields=["municipality", "day"],
                condition=models.Q(state=BookingStatus.PROVISIONAL),
                name="booking_provisional",
            ),
            models.Index(
                fields=["municipality", "day"],
                condition=models.Q(paid=False, state__in=LIVE),
                name="booking_unpaid",
            ),
            models.Index(
                fields=["municipality", "released_at"],
                condition=models.Q(released_at__isnull=False),
                name="booking_held",
            ),
        )

    def __str__(self) -> str:
        return f"予約 {self.number}"


class HoldState(models.TextChoices):
    """Only a booking, the terminal itself or two of the staff end a hold; time never does."""

    HELD = "held", "確保中"
    USED = "used", "予約に使用"
    RETURNED = "returned", "返却"
    RELEASED = "released", "職員が解除"


class Hold(models.Model):
    """A slot that one session of a terminal may confirm while the line is down (端末確保枠).

    Its id is the grant, made once. Its cells are taken until it ends, so nobody else gets them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    terminal = models.CharField("端末名", max_length=64)
    session = models.UUIDField("起動セッション")
    facility = models.CharField("施設", max_length=64)
    sport = models.CharField("種目", max_length=64)
    day = models.DateField("利用日")
    start_minute = models.PositiveIntegerField("開始（分）")
    end_minute = models.PositiveIntegerField("終了（分）")
    cells = models.JSONField("区画")
    state = models.CharField("状態", max_length=16, choices=HoldState, default=HoldState.HELD)
    granted_at = models.DateTimeField("確保日時")
    #: The centre wants it back; the terminal returns it with its next report, if it is unused.
    recalled_at = models.DateTimeField("返却依頼", null=True, blank=True)
    ended_at = models.DateTimeField("終了日時", null=True, blank=True)
    #: The first of the two who release it, while nobody has agreed.
    asked_by = models.CharField("解除の申出", max_length=150, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "端末確保枠"
        indexes = (
            models.Index(
                fields=["municipality", "day"],
                condition=models.Q(state=HoldState.HELD),
                name="hold_standing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.terminal} の確保枠"


class Cell(models.Model):
    """One cell of a room's floor in one granule, taken by one booking or by one hold.

    The unique constraint is what makes a double booking impossible; whoever takes several cells
    inserts them in sorted order, so that two who overlap wait for each other and never in a ring.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField(max_length=64)
    facility = models.CharField(max_length=64)
    day = models.DateField()
    start_minute = models.PositiveIntegerField()
    cell = models.PositiveIntegerField()
    # Written with its owner: that every row of it is looked up once more costs as much as the row.
    booking = models.ForeignKey(
        Booking,
        on_delete=models.CASCADE,
        related_name="taken",
        null=True,
        blank=True,
        db_constraint=False,
    )
    hold = models.ForeignKey(
        Hold, on_delete=models.CASCADE, related_name="taken", null=True, blank=True, db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "使用中の区画"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(booking__isnull=True, hold__isnull=False)
                | models.Q(booking__isnull=False, hold__isnull=True),
                name="cell_owner",
            ),
            models.UniqueConstraint(
                fields=["municipality", "facility", "day", "start_minute", "cell"],
                name="cell_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["hold"], condition=models.Q(hold__isnull=False), name="cell_of_hold"
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility} {self.day} {self.start_minute} {self.cell}"


class BoardChange(models.Model):
    """A room's day on which something changed that no booking there tells: one was moved away."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField(max_length=64)
    facility = models.CharField(max_length=64)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "空き状況の更新"
        indexes = (models.Index(fields=["municipality", "at"], name="board_changed"),)

    def __str__(self) -> str:
        return f"{self.facility} {self.day}"
