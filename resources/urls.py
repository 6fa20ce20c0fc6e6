from django.urls import path

from . import views

urlpatterns = [
    path("captations/<int:pk>/sous-titres.vtt", views.captions, name="recording_captions"),
]
