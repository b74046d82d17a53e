import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("business", "0002_left_out"),
        ("team", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Judged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("play", models.CharField(max_length=32)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("nothing", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="with no effort")),
                (
                    "half_more",
                    models.DecimalField(decimal_places=3, max_digits=6, verbose_name="with half as much again"),
                ),
                ("most", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="with unlimited effort")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judged", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
    ]
