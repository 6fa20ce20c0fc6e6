from . import partners, subscribing

urlpatterns = [*partners.urlpatterns, *subscribing.urlpatterns]
