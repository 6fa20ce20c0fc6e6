from django.urls import path

from . import views

urlpatterns = [
    path("captations/<item_id:pk>/sous-titres.vtt", views.captions, name="recording_captions"),
]
