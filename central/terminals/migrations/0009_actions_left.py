# What was decided when nobody stood there any more is told by mail, and looked for by when it came.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('terminals', '0008_actions_unreferenced'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('untold', True)), fields=['municipality', 'received_at'], name='action_left'),
        ),
    ]
