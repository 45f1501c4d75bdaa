"""The ground app, the admin site that reviewers may enter too, and what other apps are called."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy

# Over their rows in the admin and before their permissions.
CALLED = {"auth": gettext_lazy("Roles"), "axes": gettext_lazy("Sign-in attempts")}


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = gettext_lazy("People and history")

    def ready(self) -> None:
        for label, words in CALLED.items():
            apps.get_app_config(label).verbose_name = words


class AdminConfig(DjangoAdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
