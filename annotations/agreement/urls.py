"""Agreement between editors, and where two differ."""

from django.urls import path

from annotations.agreement.views import agreement

urlpatterns = [
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/differences/", agreement.differences, name="agreement_differences"),
]
