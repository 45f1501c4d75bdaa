"""The ground app, and the admin site that reviewers may enter too."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"


class AdminConfig(DjangoAdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
