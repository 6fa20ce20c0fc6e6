from django.urls import path

from newsletter.views.mailing import returns

urlpatterns = [path("lettre/retours/", returns, name="newsletter_returns")]
