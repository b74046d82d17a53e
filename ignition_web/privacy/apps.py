from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ignition_web.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
