"""The database itself refuses to change or delete rows of the event table."""

from django.db import migrations

from saphan.foundation.database import append_only


class Migration(migrations.Migration):
    dependencies = [("journey", "0001_initial")]
    operations = [append_only("journey_event")]
