"""Signing in and out, the password, and one's own settings."""

from django.urls import path

from newsroom.accounts import views

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("password/", views.change_password, name="password_change"),
    path("settings/", views.own_settings, name="settings"),
]
