"""The journal (台帳): every command that the centre carried out or refused, in its order.

Beside it the last turn of each machine that carries out what is due.
"""

from django.db import models

from central.ids import new_id
from central.journal.words import kind_text

__all__ = ["Line", "WorkerTurn"]


class Line(models.Model):
    """One command with its answer, written in the transaction that did what the answer says.

    ``place`` and ``hash`` are given by sealing (``central/journal/chain.py``), soon after, in the
    order in which the lines became visible; a line is never changed but for that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField("自治体", max_length=64)
    #: The instant that the rules were asked about.
    at = models.DateTimeField("日時")
    #: When the line was written: whoever saw its effects wrote a later one.
    written_at = models.DateTimeField("記録日時")
    actor = models.CharField("操作者", max_length=100)
    kind = models.CharField("種別", max_length=40)
    body = models.TextField("内容")
    answer = models.TextField("結果")
    #: SHA-256 over the municipality's folder as it stood then.
    policy = models.CharField("規則の版", max_length=64)
    place = models.PositiveBigIntegerField("番号", null=True, blank=True)
    hash = models.CharField("ハッシュ", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "台帳"
        constraints = (
            models.UniqueConstraint(fields=["municipality", "place"], name="line_place"),
        )
        indexes = (
            models.Index(
                fields=["municipality", "written_at"],
                condition=models.Q(place__isnull=True),
                name="line_unsealed",
            ),
        )

    def __str__(self) -> str:
        return kind_text(self.kind)


class WorkerTurn(models.Model):
    """The last turn of the worker on a machine (作業機): a sign that it is alive."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    machine = models.CharField("作業機", max_length=64, unique=True)
    ended_at = models.DateTimeField("終了日時")
    done = models.PositiveIntegerField("実行", default=0)
    #: They are due again at the next turn.
    failed = models.PositiveIntegerField("失敗", default=0)
    #: The clock went back, and nothing was run.
    refused = models.BooleanField("時計異常", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "作業機"

    def __str__(self) -> str:
        return self.machine
