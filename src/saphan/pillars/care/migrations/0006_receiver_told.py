"""When a receiver was told that somebody took her part of a referral back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0005_offline_intake'),
    ]

    operations = [
        migrations.AddField(
            model_name='referralmember',
            name='receiver_told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='referralmember',
            constraint=models.CheckConstraint(condition=models.Q(('receiver_told_at__isnull', True), ('withdrawn_at__isnull', False), _connector='OR'), name='receiver_told_what_was_withdrawn'),
        ),
    ]
