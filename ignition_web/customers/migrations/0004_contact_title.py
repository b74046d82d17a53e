from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_quick_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="title",
            field=models.CharField(blank=True, max_length=255, verbose_name="job title"),
        ),
    ]
