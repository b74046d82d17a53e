from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "ignition_web.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"
