from django.urls import path

from .views import observatory, spreading

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
    path("observatoire/essaimage/", spreading.spreads, name="spreads"),
    path("observatoire/essaimage/<item_id:pk>/", spreading.tell, name="adoption"),
    path("observatoire/essaimage/<item_id:pk>/merci/", spreading.told, name="adoption_told"),
]
