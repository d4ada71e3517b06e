"""How many slips with a PIN somebody lost: each makes another PIN."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0006_receiver_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='casemember',
            name='lost_pins',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
