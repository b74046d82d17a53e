"""Every address the product answers: those of the screens, each declared in their policy."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("ignition_web.screens.urls"))]
handler404 = "ignition_web.screens.gate.absent"
