from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('terminals', '0005_acknowledged_alarms'),
    ]

    operations = [
        migrations.AddField(
            model_name='statereport',
            name='called_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='係員の呼び出し'),
        ),
        migrations.AddField(
            model_name='statereport',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='呼び出しに応じた日時'),
        ),
    ]
