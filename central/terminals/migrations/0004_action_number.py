from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("terminals", "0003_watch_and_rotation"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["number"], name="action_number"),
        ),
    ]
