import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import central.ids


def use_at_once(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The keys that there are were told as soon as they were made."""
    del schema_editor
    apps.get_model("terminals", "SealingKey").objects.update(used_from=models.F("created_at"))


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back needs nothing more."""
    del apps, schema_editor


class Migration(migrations.Migration):
    dependencies = [("terminals", "0002_parked_actions")]

    operations = [
        # A quarter of an hour of wrong passwords; they are counted otherwise from now on.
        migrations.DeleteModel(name="FailedLogin"),
        migrations.CreateModel(
            name="FailedLogin",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=central.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("municipality", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=128)),
                ("way", models.CharField(max_length=16)),
                ("subject", models.CharField(blank=True, max_length=64)),
                ("failures", models.PositiveIntegerField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "暗証の誤り",
                "verbose_name_plural": "暗証の誤り",
                "indexes": [
                    models.Index(fields=["municipality", "since"], name="failed_login_since")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "source", "way", "subject"),
                        name="failed_login_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="sealingkey",
            name="used_from",
            field=models.DateTimeField(null=True, verbose_name="使用開始"),
        ),
        migrations.RunPython(use_at_once, keep),
        migrations.AlterField(
            model_name="sealingkey",
            name="used_from",
            field=models.DateTimeField(verbose_name="使用開始"),
        ),
        migrations.AddField(
            model_name="sealingkey",
            name="retired_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="廃棄日時"),
        ),
        migrations.AddField(
            model_name="fork",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("run", "実行"), ("discarded", "破棄")],
                default="",
                max_length=16,
                verbose_name="処理",
            ),
        ),
        migrations.CreateModel(
            name="StateReport",
            fields=[
                (
                    "terminal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="terminals.terminal",
                        verbose_name="端末",
                    ),
                ),
                ("municipality", models.CharField(max_length=64, verbose_name="自治体")),
                ("reported_at", models.DateTimeField(verbose_name="報告日時")),
                ("version", models.CharField(max_length=64, verbose_name="版")),
                ("paper", models.CharField(max_length=64, verbose_name="プリンター")),
                ("reader", models.CharField(max_length=64, verbose_name="カードリーダー")),
                (
                    "intake",
                    models.CharField(blank=True, max_length=64, verbose_name="受付停止"),
                ),
                ("unsent", models.PositiveIntegerField(verbose_name="未送信")),
                (
                    "oldest_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最古の未送信"),
                ),
                ("clock_off_ms", models.BigIntegerField(verbose_name="時計のずれ(ミリ秒)")),
                ("kid", models.CharField(max_length=64, verbose_name="封緘鍵")),
                ("kid_since", models.DateTimeField(verbose_name="封緘鍵の初回報告")),
            ],
            options={"verbose_name": "端末の状態", "verbose_name_plural": "端末の状態"},
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("municipality", models.CharField(max_length=64, verbose_name="自治体")),
                ("kind", models.CharField(max_length=32, verbose_name="種類")),
                ("about", models.CharField(blank=True, max_length=128, verbose_name="対象")),
                ("count", models.PositiveIntegerField(verbose_name="件数")),
                ("raised_at", models.DateTimeField(verbose_name="発生日時")),
            ],
            options={
                "verbose_name": "警報",
                "verbose_name_plural": "警報",
                "indexes": [
                    models.Index(fields=["municipality", "raised_at"], name="alarm_latest")
                ],
            },
        ),
    ]
