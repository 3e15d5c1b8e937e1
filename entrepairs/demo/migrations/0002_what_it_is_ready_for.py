from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('demo', '0001_the_mark'),
    ]

    operations = [
        migrations.AddField(
            model_name='demonstration',
            name='ready_for',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
    ]
