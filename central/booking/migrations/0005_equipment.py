from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0004_changes_and_ends'),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='equipment',
            field=models.JSONField(blank=True, default=dict, verbose_name='備品'),
        ),
    ]
