"""The database itself refuses to change or delete versions of a plan."""

from django.db import migrations

from saphan.foundation.database import append_only


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0001_initial")]
    operations = [append_only("recruitment_planversion")]
