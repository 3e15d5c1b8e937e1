from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0007_verification_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="verificationlink",
            name="sent_to",
            field=models.EmailField(blank=True, max_length=254, default=""),
            preserve_default=False,
        ),
    ]
