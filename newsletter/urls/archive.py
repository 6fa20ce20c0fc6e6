from django.urls import path

from newsletter.views import archive, feeds, items

urlpatterns = [
    path("lettre/", archive.archive, name="newsletter"),
    path("newsletter/flux/", feeds.feeds, name="newsletter_feeds"),
    path("newsletter/flux/<slug:what>.<slug:form>", feeds.feed, name="newsletter_feed"),
    path("newsletter/breves/", items.items, name="newsletter_items"),
    path("newsletter/breves/<item_id:pk>.ics", items.ical, name="brief_ical"),
]
