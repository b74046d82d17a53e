from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "ignition_web.screens"
    label = "screens"
