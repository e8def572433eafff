"""Who may use the rooms of a municipality: residents, their cards and their credentials."""

from django.db import models

from central.ids import new_id

__all__ = [
    "Card",
    "CardState",
    "ClassRegistration",
    "Consent",
    "Credential",
    "DataChange",
    "DocumentSeen",
    "FormVerb",
    "KeptForm",
    "PasswordLink",
    "RenewalApplication",
    "RenewalState",
    "Resident",
    "ResidentState",
    "StateChange",
]


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
    #: Who answers for a group (代表者), whose birthday is then ``born_on``.
    representative = models.CharField("代表者", max_length=200, blank=True, default="")
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
    #: What a group's list of members comes to (rules.facts.Roster); null for individuals.
    roster = models.JSONField("構成員名簿", null=True, blank=True)
    payment_method = models.CharField("納付方法", max_length=16, blank=True, default="")
    phone = models.CharField("電話番号", max_length=32, blank=True, default="")
    address = models.CharField("住所", max_length=200, blank=True, default="")
    #: When a notice to end the registration arrived (登録廃止の届け).
    withdrawn_on = models.DateField("廃止届", null=True, blank=True)
    #: Mail by post came back (郵便不着).
    mail_returned = models.BooleanField("郵便不着", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "利用者"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="resident_number"),
        )
        indexes = (
            models.Index(fields=["municipality", "born_on"], name="resident_born"),
            models.Index(fields=["municipality", "state", "valid_until"], name="resident_ends"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


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
        return self.uid


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
    #: Given by the desk (仮パスワード): must be changed before anything is booked.
    temporary = models.BooleanField("仮パスワード", default=False)
    changed_at = models.DateTimeField("変更日時")

    class Meta:
        verbose_name = verbose_name_plural = "暗証"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "resident"], name="credential_once"),
        )

    def __str__(self) -> str:
        return "暗証"


class StateChange(models.Model):
    """One change of a registration's state, with who did it and why."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField("前", max_length=16)
    after = models.CharField("後", max_length=16)
    actor = models.CharField("操作者", max_length=100)
    why = models.CharField("理由", max_length=200)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "状態の履歴"
        indexes = (models.Index(fields=["resident", "at"], name="state_change_resident"),)

    def __str__(self) -> str:
        return f"{ResidentState(self.before).label} → {ResidentState(self.after).label}"


class ClassRegistration(models.Model):
    """A class of facilities (施設区分) that a registration is for, and whether it was approved."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="classes")
    facility_class = models.CharField("施設区分", max_length=64)
    approved = models.BooleanField("承認済")
    actor = models.CharField("操作者", max_length=100)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "施設区分の登録"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "resident", "facility_class"], name="class_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.resident} の施設区分"


class DataChange(models.Model):
    """One change of what a resident declared (届出事項の変更): the field, before and after."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="data_changes")
    field = models.CharField("項目", max_length=32)
    before = models.TextField("前")
    after = models.TextField("後")
    actor = models.CharField("操作者", max_length=100)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "届出事項の履歴"
        indexes = (models.Index(fields=["resident", "at"], name="data_change_resident"),)

    def __str__(self) -> str:
        return f"{self.resident} の届出事項の変更"


class PasswordLink(models.Model):
    """A link that was mailed to someone who forgot the password; used once, and not for long.

    What stands in it is its id, signed: whoever reads this row cannot make the link of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="links")
    until = models.DateTimeField("期限")
    used = models.BooleanField("使用済", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "暗証の再登録"

    def __str__(self) -> str:
        return str(self.resident)


class Consent(models.Model):
    """Consent to the terms of a class of facilities as they stood (SHA-256 of the text)."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="consents")
    facility_class = models.CharField("施設区分", max_length=64)
    version = models.CharField("規約の版", max_length=64)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "規約への同意"
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "resident", "facility_class", "version"],
                name="consent_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.resident} の規約への同意"


class DocumentSeen(models.Model):
    """A paper that the staff looked at (本人確認); of the paper only its kind is kept."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="documents")
    document = models.CharField("書類", max_length=32)
    actor = models.CharField("確認者", max_length=100)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "確認書類"

    def __str__(self) -> str:
        return f"{self.resident} の確認書類"


class RenewalState(models.TextChoices):
    RECEIVED = "received", "受付"
    ACCEPTED = "accepted", "受理"
    COMPLETED = "completed", "完了"
    RETURNED = "returned", "差し戻し"
    DEFECTIVE = "defective", "不備"


class RenewalApplication(models.Model):
    """An application for renewal; ``follows`` is the one that was returned before it."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    number = models.CharField("申請番号", max_length=16)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="renewals")
    state = models.CharField("状態", max_length=16, choices=RenewalState)
    facilities = models.JSONField("施設", default=list)
    why = models.CharField("理由", max_length=200, blank=True, default="")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    actor = models.CharField("担当者", max_length=100, default="")
    received_at = models.DateTimeField("受付日時")
    changed_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = verbose_name_plural = "更新申請"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="renewal_number"),
        )

    def __str__(self) -> str:
        return f"更新申請 {self.number}"


class FormVerb(models.TextChoices):
    REGISTER = "register", "利用者登録"
    RENEW = "renew", "登録の更新"


class KeptForm(models.Model):
    """An unfinished form (一時保存), in a box that only the code on its owner's slip opens.

    The journal has the digests and never the box, so that what is deleted here is gone.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    verb = models.CharField("書類", max_length=16, choices=FormVerb)
    #: What the terminal makes of the code; the code itself never comes here.
    digest = models.CharField(max_length=64, editable=False)
    box_digest = models.CharField(max_length=64, editable=False)
    box = models.TextField(editable=False, default="")
    actor = models.CharField("端末", max_length=100)
    kept_at = models.DateTimeField("保存日時")
    until = models.DateField("保存期限")

    class Meta:
        verbose_name = verbose_name_plural = "書きかけの申請"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "digest"], name="kept_form_once"),
        )
        indexes = (
            models.Index(fields=["municipality", "until"], name="kept_form_ends"),
            models.Index(fields=["municipality", "actor"], name="kept_form_actor"),
        )

    def __str__(self) -> str:
        return "書きかけの申請"
