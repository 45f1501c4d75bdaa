"""The map of the application; each app names its own pages."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from newsroom import errors
from newsroom.days import views as days

# Django tries them one by one: what is asked for most stands first.
urlpatterns = [
    path("healthz", errors.healthz, name="healthz"),
    path("", include("annotations.urls")),
    path("", include("newsroom.accounts.urls")),
    path("", include("articles.urls")),
    path("day/", days.day, name="day"),
    path("admin/", admin.site.urls),
    path("script-words/", JavaScriptCatalog.as_view(), name="script_words"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
