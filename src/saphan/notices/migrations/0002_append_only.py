"""The database itself refuses to change or delete the tries of notices."""

from django.db import migrations

from saphan.foundation.database import append_only


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [append_only("notices_attempt")]
