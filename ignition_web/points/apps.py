from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "ignition_web.points"
    label = "points"
    default_auto_field = "django.db.models.BigAutoField"
