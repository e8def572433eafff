from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('terminals', '0006_calls'),
    ]

    operations = [
        migrations.AddField(
            model_name='terminal',
            name='serves',
            field=models.JSONField(blank=True, default=list, verbose_name='案内する自治体'),
        ),
        migrations.AddField(
            model_name='statereport',
            name='policy',
            field=models.CharField(
                blank=True, default='', max_length=64, verbose_name='規則の版'
            ),
        ),
        migrations.AddField(
            model_name='statereport',
            name='policy_refused',
            field=models.BooleanField(default=False, verbose_name='新しい規則を読めない'),
        ),
    ]
