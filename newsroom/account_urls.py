"""Signing in and out, the password, and one's own settings."""

from django.urls import path

from newsroom import account_views

urlpatterns = [
    path("login/", account_views.sign_in, name="login"),
    path("logout/", account_views.sign_out, name="logout"),
    path("password/", account_views.change_password, name="password_change"),
    path("settings/", account_views.own_settings, name="settings"),
]
