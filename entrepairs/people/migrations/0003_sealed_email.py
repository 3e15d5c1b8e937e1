from django.db import migrations

import entrepairs.core.sealed


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_roles_held'),
    ]

    operations = [
        migrations.AlterField(
            model_name='person',
            name='email',
            field=entrepairs.core.sealed.SealedEmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail'),
        ),
    ]
