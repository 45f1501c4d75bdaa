"""The people of the desk."""

from django.urls import path

from annotations.people.views import people, person

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/role/", person.person_role, name="person_role"),
    path("people/<int:pk>/link/", person.person_link, name="person_link"),
    path("people/<int:pk>/leaving/", person.person_leaving, name="person_leaving"),
    path("people/<int:pk>/return/", person.person_return, name="person_return"),
]
