"""The database itself refuses to change or delete rows of the consent table."""

from django.db import migrations

from saphan.foundation.database import append_only


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [append_only("people_consent")]
