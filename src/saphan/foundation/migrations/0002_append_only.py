"""The database itself refuses to change or delete rows of the audit table."""

from django.db import migrations

from saphan.foundation.database import append_only


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [append_only("foundation_auditrow")]
