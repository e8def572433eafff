# What stands in a link is its id, signed: it is kept nowhere, and so needs no digest.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_kept_forms'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='passwordlink', name='password_link'),
        migrations.RemoveField(model_name='passwordlink', name='digest'),
    ]
