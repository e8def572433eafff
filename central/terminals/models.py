"""The terminals, what they sent, and what the centre answered for good.

Foreign keys have no index of their own where a constraint or an index of the model serves.
"""

from django.db import models

from central.ids import new_id
from central.registry.models import Resident
from sync.wire import CHAIN_START

__all__ = [
    "Action",
    "ActionVerdict",
    "Alarm",
    "EnrolmentCode",
    "FailedLogin",
    "Fork",
    "ForkOutcome",
    "SealingKey",
    "StateReport",
    "Terminal",
    "UsedNonce",
    "Visit",
]


class Terminal(models.Model):
    """A street terminal (街頭端末), known by its Ed25519 key, and its place in its own sequence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    venue = models.CharField("設置場所", max_length=64)
    name = models.CharField("端末名", max_length=64)
    public_key = models.CharField("公開鍵", max_length=64)
    enrolled_at = models.DateTimeField("登録日時")
    revoked = models.BooleanField("失効", default=False)
    #: Set when two different envelopes claimed one place: a copied or rolled-back disk.
    quarantined = models.BooleanField("隔離", default=False)
    session = models.UUIDField("起動セッション", null=True, blank=True)
    next_seq = models.PositiveBigIntegerField("次の番号", default=1)
    chain_head = models.CharField("チェーン", max_length=64, default=CHAIN_START)
    unsent = models.PositiveIntegerField("未送信", default=0)
    seen_at = models.DateTimeField("最終受信", null=True, blank=True)
    #: The municipalities whose boards it has; empty: that of its place.
    serves = models.JSONField("案内する自治体", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "端末"
        constraints = (
            # The name stands alone in a message, before the municipality is known.
            models.UniqueConstraint(fields=["name"], name="terminal_name"),
        )

    def __str__(self) -> str:
        return self.name


class EnrolmentCode(models.Model):
    """A one-time code that turns a new machine into a terminal; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    venue = models.CharField("設置場所", max_length=64)
    digest = models.CharField(max_length=64, editable=False, unique=True)
    expires_at = models.DateTimeField("有効期限")
    terminal = models.ForeignKey(
        Terminal, on_delete=models.PROTECT, null=True, blank=True, verbose_name="端末"
    )

    class Meta:
        verbose_name = verbose_name_plural = "端末登録コード"

    def __str__(self) -> str:
        return "端末登録コード"


class SealingKey(models.Model):
    """The public half of a key that terminals seal to; the private one never enters a database."""

    kid = models.CharField("鍵ID", max_length=64, primary_key=True)
    public_key = models.CharField("公開鍵", max_length=64)
    created_at = models.DateTimeField("作成日時")
    #: From then on terminals are told of it: every machine of the centre has it by then.
    used_from = models.DateTimeField("使用開始")
    #: What is sealed to it cannot be opened any more.
    retired_at = models.DateTimeField("廃棄日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "封緘鍵"

    def __str__(self) -> str:
        return self.kid


class Visit(models.Model):
    """A visit of a resident at a terminal whose login the centre accepted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    terminal = models.ForeignKey(
        Terminal, on_delete=models.PROTECT, verbose_name="端末", db_index=False
    )
    visit = models.UUIDField("来訪ID")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, verbose_name="利用者", db_index=False
    )
    #: SHA-256 of the login box that was accepted: an action of the visit must carry the same box.
    box_digest = models.CharField(max_length=64, editable=False)
    accepted_at = models.DateTimeField("受付日時")

    class Meta:
        verbose_name = verbose_name_plural = "来訪"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "terminal", "visit"], name="visit_once"
            ),
        )
        indexes = (models.Index(fields=["resident", "accepted_at"], name="visit_resident"),)

    def __str__(self) -> str:
        return f"{self.resident} の来訪"


class ActionVerdict(models.TextChoices):
    APPLIED = "applied", "実行"
    REJECTED = "rejected", "却下"
    CONFLICT = "conflict", "先約あり"
    PARKED = "parked", "職員確認"


class Action(models.Model):
    """One line of the journal: an action of a terminal, and the verdict that it has for ever.

    ``clear`` is the envelope without its sealed part, which is dropped with the verdict; a parked
    action keeps it in ``signed``, since its staff may still have to open it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    # Both are locked while it is written: to look each of them up once more costs as much again.
    terminal = models.ForeignKey(
        Terminal,
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name="端末",
        db_index=False,
        db_constraint=False,
    )
    seq = models.PositiveBigIntegerField("番号")
    digest = models.CharField("ハッシュ", max_length=64)
    action = models.UUIDField("操作ID")
    number = models.CharField("控え番号", max_length=16)
    verb = models.CharField("操作", max_length=16)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="利用者",
        db_index=False,
        db_constraint=False,
    )
    clear = models.TextField("内容")
    signed = models.TextField(blank=True, default="", editable=False)
    received_at = models.DateTimeField("受信日時")
    #: The resident left without a verdict; the next login tells it.
    untold = models.BooleanField("未通知", default=False)
    verdict = models.CharField("結果", max_length=16, choices=ActionVerdict)
    answer = models.TextField("返答")

    class Meta:
        verbose_name = verbose_name_plural = "操作記録"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "terminal", "seq"], name="action_place"
            ),
        )
        indexes = (
            models.Index(
                fields=["resident", "received_at"],
                condition=models.Q(untold=True),
                name="action_untold",
            ),
            # By when they came, for the mails (central/terminals/untold.py).
            models.Index(
                fields=["municipality", "received_at"],
                condition=models.Q(untold=True),
                name="action_left",
            ),
            # By the number on a ticket alone (central/terminals/receipts.py).
            models.Index(fields=["number"], name="action_number"),
            # Few, and looked for by whoever has to decide them.
            models.Index(
                fields=["municipality", "received_at"],
                condition=models.Q(verdict="parked"),
                name="action_parked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.terminal} の操作 {self.seq}"


class ForkOutcome(models.TextChoices):
    RUN = "run", "実行"
    DISCARDED = "discarded", "破棄"


class Fork(models.Model):
    """An envelope that does not continue its terminal's chain: kept whole, decided by the staff.

    What became of it, by whom and why stands in the journal (``run_kept``, ``discard_kept``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    terminal = models.ForeignKey(
        Terminal, on_delete=models.PROTECT, verbose_name="端末", db_index=False
    )
    seq = models.PositiveBigIntegerField("番号")
    digest = models.CharField("ハッシュ", max_length=64)
    signed = models.TextField(editable=False)
    received_at = models.DateTimeField("受信日時")
    outcome = models.CharField("処理", max_length=16, choices=ForkOutcome, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "隔離された操作"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "terminal", "digest"], name="fork_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.terminal} の操作 {self.seq}"


class StateReport(models.Model):
    """What a terminal last said of itself."""

    terminal = models.OneToOneField(
        Terminal, on_delete=models.CASCADE, primary_key=True, verbose_name="端末"
    )
    municipality = models.CharField("自治体", max_length=64)
    reported_at = models.DateTimeField("報告日時")
    version = models.CharField("版", max_length=64)
    paper = models.CharField("プリンター", max_length=64)
    reader = models.CharField("カードリーダー", max_length=64)
    #: Why it records nothing now; empty where it does.
    intake = models.CharField("受付停止", max_length=64, blank=True)
    unsent = models.PositiveIntegerField("未送信")
    oldest_at = models.DateTimeField("最古の未送信", null=True, blank=True)
    clock_off_ms = models.BigIntegerField("時計のずれ(ミリ秒)")
    kid = models.CharField("封緘鍵", max_length=64)
    kid_since = models.DateTimeField("封緘鍵の初回報告")
    #: The digest of the rules that it has for its place; empty where it did not say.
    policy = models.CharField("規則の版", max_length=64, blank=True, default="")
    policy_refused = models.BooleanField("新しい規則を読めない", default=False)
    #: Since when somebody at the terminal calls the staff; empty when their visit is over.
    called_at = models.DateTimeField("係員の呼び出し", null=True, blank=True)
    answered_at = models.DateTimeField("呼び出しに応じた日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "端末の状態"

    @property
    def is_calling(self) -> bool:
        """Somebody waits there, and nobody has gone yet."""
        if self.called_at is None:
            return False
        return self.answered_at is None or self.answered_at < self.called_at

    def __str__(self) -> str:
        return str(self.terminal)


class Alarm(models.Model):
    """Something about terminals or logins that somebody should look at soon."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    kind = models.CharField("種類", max_length=32)
    about = models.CharField("対象", max_length=128, blank=True)
    count = models.PositiveIntegerField("件数")
    raised_at = models.DateTimeField("発生日時")
    #: Somebody of the staff has looked at it; who and what they found stands in the journal, too.
    acknowledged_at = models.DateTimeField("確認日時", null=True, blank=True)
    acknowledged_by = models.CharField("確認した人", max_length=100, blank=True, default="")
    note = models.CharField("確認の内容", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "警報"
        indexes = (models.Index(fields=["municipality", "raised_at"], name="alarm_latest"),)

    def __str__(self) -> str:
        return f"警報 {self.about}".rstrip()


class UsedNonce(models.Model):
    """A request for a token buys one; hashes are remembered as long as they count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=64)
    terminal = models.ForeignKey(Terminal, on_delete=models.CASCADE, db_index=False)
    nonce = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "使用済みノンス"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "terminal", "nonce"], name="nonce_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.terminal)


class FailedLogin(models.Model):
    """Wrong passwords from one source by one way since ``since``; see ``throttle.py``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=64)
    #: ``terminal:`` and its name, or ``web:`` and the address.
    source = models.CharField(max_length=128)
    way = models.CharField(max_length=16)
    #: A keyed hash of the card or number; empty in the row that counts for all of them.
    subject = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "暗証の誤り"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "source", "way", "subject"], name="failed_login_once"
            ),
        )
        indexes = (models.Index(fields=["municipality", "since"], name="failed_login_since"),)

    def __str__(self) -> str:
        return self.source
