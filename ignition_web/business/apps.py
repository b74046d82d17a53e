from django.apps import AppConfig


class BusinessConfig(AppConfig):
    name = "ignition_web.business"
    label = "business"
    default_auto_field = "django.db.models.BigAutoField"
