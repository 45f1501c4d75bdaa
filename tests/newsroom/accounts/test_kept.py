"""What the server does so that nothing typed into a long form is lost."""

import pytest
from django.urls import reverse

from annotations.models import Fact, Guideline
from newsroom.accounts.kept import TAKEN
from tests.factories import make_editor, make_reviewer

pytestmark = pytest.mark.django_db

NUMBER = "0f8fad5b-d9cb-469f-a165-70867728950e"
WORDS = "The sea wall costs $48 million."


@pytest.fixture
def ada(client):
    editor = make_editor("ada")
    client.force_login(editor)
    return editor


def form_of(user, number=NUMBER, **fields):
    kept = f"{user.pk}.fact.{number}" if number else f"{user.pk}.fact"
    return {
        "statement": WORDS,
        "sources-TOTAL_FORMS": "1",
        "sources-INITIAL_FORMS": "0",
        "sources-0-title": "Minutes",
        "kept": kept,
        **fields,
    }


class TestAFormThatWasTaken:
    def test_its_number_goes_back_in_a_cookie(self, client, ada):
        answer = client.post(reverse("fact_new"), form_of(ada))
        assert answer.status_code == 302
        assert Fact.objects.count() == 1
        cookie = answer.cookies[TAKEN + NUMBER]
        assert cookie.value == "1"
        assert cookie["samesite"] == "Lax"

    def test_one_that_was_refused_has_none_and_keeps_its_number(self, client, ada):
        answer = client.post(reverse("fact_new"), form_of(ada, statement=""))
        assert answer.status_code == 422
        assert TAKEN + NUMBER not in answer.cookies
        assert f'value="{ada.pk}.fact" data-keep="fact" data-answered' in answer.content.decode()

    def test_a_page_that_answers_nothing_does_not_say_so(self, client, ada):
        shown = client.get(reverse("fact_new")).content.decode()
        assert f'value="{ada.pk}.fact" data-keep="fact">' in shown

    @pytest.mark.parametrize("kept", ["", "1", "x.fact", "1.fact.%0d", "1.fact.no-number; path=/"])
    def test_a_number_that_is_none_sets_no_cookie(self, client, ada, kept):
        answer = client.post(reverse("fact_new"), {**form_of(ada), "kept": kept})
        assert not [name for name in answer.cookies if name.startswith(TAKEN)]


class TestAFormOfAnotherAccount:
    def test_it_is_refused_and_nothing_is_written(self, client, ada):
        answer = client.post(reverse("fact_new"), form_of(make_editor("ben")))
        assert answer.status_code == 409
        assert "belongs to another account" in answer.content.decode()
        assert not Fact.objects.exists()

    def test_one_of_a_smaller_number_that_begins_alike_is_another(self, client, ada):
        other = {**form_of(ada), "kept": f"{ada.pk}1.fact.{NUMBER}"}
        assert client.post(reverse("fact_new"), other).status_code == 409


class TestASignInThatHasEnded:
    def test_the_sign_in_leads_to_the_page_of_the_form(self, client, ada):
        client.logout()
        answer = client.post(
            reverse("fact_return", args=[1]),
            {"kept": f"{ada.pk}.fact.{NUMBER}"},
            headers={"referer": "http://testserver/facts/1/?page=2"},
        )
        assert answer.url == "/login/?next=/facts/1/%3Fpage%3D2"

    def test_another_site_does_not_choose_the_page(self, client):
        answer = client.post("/facts/new/", headers={"referer": "https://elsewhere.example/trap"})
        assert answer.url == "/login/?next=/facts/new/"

    def sent_and_signed_in(self, client, sent, name="ada"):
        client.logout()
        page = client.post(reverse("fact_new"), sent)
        assert page.status_code == 403
        assert "You were signed out. What you typed is kept" in page.content.decode()
        carried = page.context["typed"]
        fields = {"username": name, "password": "secret-word", "typed": carried}
        return client.post(reverse("login"), {**fields, "next": page.context["next"]})

    def test_without_script_the_sign_in_carries_what_was_sent(self, client, ada):
        page = self.sent_and_signed_in(client, form_of(ada, number=""))
        typed = page.context["typed"]
        assert typed.words == [WORDS, "Minutes"]
        assert f'action="{reverse("fact_new")}"' in page.content.decode()
        client.post(typed.path, dict(typed.fields))
        assert Fact.objects.get().versions.get().statement == WORDS

    def test_another_account_is_shown_nothing_of_it(self, client, ada):
        make_editor("ben")
        answer = self.sent_and_signed_in(client, form_of(ada, number=""), "ben")
        assert answer.status_code == 302
        assert answer.url == reverse("fact_new")

    def test_a_wrong_password_loses_nothing(self, client, ada):
        client.logout()
        carried = client.post(reverse("fact_new"), form_of(ada, number="")).context["typed"]
        fields = {"username": "ada", "password": "wrong", "typed": carried}
        assert client.post(reverse("login"), fields).context["typed"] == carried

    @pytest.mark.parametrize("typed", ["", "made-up", "WyIvIiwgMSwgW11d:1abc:forged"])
    def test_what_we_have_not_signed_is_not_carried(self, client, ada, typed):
        client.logout()
        fields = {"username": "ada", "password": "secret-word", "typed": typed}
        assert client.post(reverse("login"), fields).status_code == 302

    def test_spaces_and_lines_come_through_as_they_were_typed(self, client):
        reviewer = make_reviewer("vera")
        client.force_login(reviewer)
        text = "\nTwo\n\n  lines"
        sent = {"text": text, "kept": f"{reviewer.pk}.guidelines", "publish": "1"}
        client.logout()
        carried = client.post(reverse("guidelines_edit"), sent).context["typed"]
        fields = {"username": "vera", "password": "secret-word", "typed": carried}
        page = client.post(reverse("login"), fields)
        assert dict(page.context["typed"].fields) == {"text": text, "publish": "1"}
        assert f'<textarea name="text" hidden>\n{text}</textarea>' in page.content.decode()
        assert Guideline.objects.count() == 1
