"""Signing in and out, the password, and one's own settings."""

from django.urls import path

from newsroom.accounts import views

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("password/", views.change_password, name="password_change"),
    path("settings/theme/", views.change_theme, name="theme"),
    path("password/forgotten/", views.forgotten_password, name="password_forgotten"),
    path("welcome/<uuid:key>/", views.welcome, name="welcome"),
    path("settings/", views.own_settings, name="settings"),
]
