"""The layers of one text, through the front door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Notice
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.pages import forms, parse, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita():
    return make_reviewer("rita")


@pytest.fixture
def revision(rita):
    return make_revision(by=rita)


@pytest.fixture
def lead(client, rita):
    client.force_login(rita)
    return client


def page_of(revision):
    return f"/revisions/{revision.pk}/assignment/"


def act(lead, revision, what, **posted):
    return lead.post(f"{page_of(revision)}{what}/", posted, follow=True)


def body(response):
    return response.content.decode()


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def test_layers_are_listed_by_letter_with_their_state(lead, revision):
    make_layer(revision=revision, editor=make_editor("zacharias"), submitted=True)
    late = make_layer(revision=revision, editor=make_editor("zoeann"), due_on=in_days(-1))
    page = body(lead.get(page_of(revision)))
    listed = page[page.index("readers") : page.index("Day, hand over")]
    assert listed.index("Editor A") < listed.index("submitted") < listed.index("Editor B")
    assert "was due on" in listed
    assert "zoeann" not in listed
    assert f"/layers/{late.pk}/" not in page


def test_the_names_are_the_same_whoever_is_on_the_text(lead, revision):
    make_editor("zoeann")
    fresh = make_revision(by=revision.imported_by)
    make_layer(revision=revision, editor=make_editor("zacharias"))
    make_layer(revision=fresh, editor=make_editor("zebedee"))

    def names(one):
        page = body(lead.get(page_of(one)))
        return [page.count(f'value="{name}"') for name in ("zoeann", "zacharias", "zebedee")]

    assert names(revision) == names(fresh) == [2, 2, 2]


def test_a_superuser_reads_names(client, revision):
    make_layer(revision=revision, editor=make_editor("zacharias"))
    client.force_login(make_superuser())
    page = body(client.get(page_of(revision)))
    assert '<span dir="auto">zacharias</span>' in page


class TestOneMore:
    def test_an_editor_is_asked_with_a_day(self, lead, rita, revision):
        ada = make_editor("ada")
        posted = {"editor": "ada", "due_on": in_days(3).isoformat()}
        answer = lead.post(page_of(revision), posted, follow=True)
        (told,) = said(answer)
        assert told.startswith("Asked, and told in the inbox.")
        layer = Layer.objects.get()
        assert (layer.editor, layer.assigned_by, layer.due_on) == (ada, rita, in_days(3))
        assert Notice.objects.get().user == ada

    @pytest.mark.parametrize(
        "posted", [{}, {"editor": "zoe"}, {"editor": "ada", "due_on": "2020-01-01"}]
    )
    def test_what_makes_no_sense_is_refused_at_its_field(self, lead, revision, posted):
        make_editor("ada")
        answer = lead.post(page_of(revision), posted)
        assert answer.status_code == 422
        assert answer.context["form"].errors
        assert not Layer.objects.exists()

    def test_also_while_it_is_under_review_and_not_once_that_is_closed(self, lead, revision):
        make_editor("ada"), make_editor("ben")
        make_layer(revision=revision, submitted=True)
        review = review_lifecycle.open_review_early(revision, by=make_reviewer())
        to_this_page = page_of(revision)
        assert to_this_page in forms(lead.get(page_of(revision)))
        assert lead.post(page_of(revision), {"editor": "ada"}).status_code == 303
        review_lifecycle.close_review(review, by=make_reviewer())
        assert lead.post(page_of(revision), {"editor": "ben"}).status_code == 409
        assert to_this_page not in forms(lead.get(page_of(revision)))

    def test_whoever_has_submitted_is_not_asked_again(self, lead, revision):
        make_layer(revision=revision, editor=make_editor("ada"), submitted=True)
        lead.post(page_of(revision), {"editor": "ada", "due_on": in_days(3).isoformat()})
        assert Layer.objects.get().due_on is None
        assert not Notice.objects.exists()


class TestTakingBack:
    def test_an_untouched_layer_is_taken_back_by_its_letter(self, lead, revision):
        make_layer(revision=revision)
        other = make_layer(revision=revision)
        answer = act(lead, revision, "taking-back", letter="A")
        assert "taken back" in said(answer)[0]
        assert list(Layer.objects.standing()) == [other]

    def test_one_that_was_begun_is_not(self, lead, revision):
        make_annotation(layer=make_layer(revision=revision))
        answer = act(lead, revision, "taking-back", letter="A")
        assert answer.status_code == 409
        assert "Hand it over to somebody instead" in body(answer)
        assert Layer.objects.standing().exists()

    @pytest.mark.parametrize("letter", ["Z", ""])
    def test_a_letter_that_nobody_has_is_nowhere(self, lead, revision, letter):
        make_layer(revision=revision)
        for what in ("taking-back", "handing-over", "day"):
            assert act(lead, revision, what, letter=letter).status_code == 404


class TestHandingOver:
    def test_a_layer_goes_with_what_is_in_it(self, lead, revision):
        layer, ben = make_layer(revision=revision), make_editor("ben")
        annotation = make_annotation(layer=layer)
        answer = act(lead, revision, "handing-over", letter="A", editor="ben")
        assert "handed over" in said(answer)[0]
        annotation.refresh_from_db()
        assert annotation.layer.editor == ben
        assert Event.objects.get(verb="layer.handed_over").detail["new"] == ben.pk

    def test_whoever_is_on_the_text_does_not_get_it_and_is_not_named(self, lead, revision):
        layer = make_layer(revision=revision)
        make_layer(revision=revision, editor=make_editor("zacharias"))
        answer = act(lead, revision, "handing-over", letter="A", editor="zacharias")
        assert answer.status_code == 409
        assert "zacharias" not in body(answer)
        layer.refresh_from_db()
        assert layer.editor.username != "zacharias"

    @pytest.mark.parametrize("to", ["rita", "zoe", ""])
    def test_a_reviewer_does_not_take_it_to_look_into_it(self, lead, revision, to):
        layer = make_layer(revision=revision)
        answer = act(lead, revision, "handing-over", letter="A", editor=to)
        assert answer.status_code == 422
        complaints = texts(answer, "//details[@open]//*[contains(@class, 'errorlist')]")
        assert complaints == ["Choose an editor from the list."]
        assert Layer.objects.get().editor == layer.editor


class TestTheDay:
    def test_another_day_is_set_or_taken_away(self, lead, revision):
        layer = make_layer(revision=revision)
        act(lead, revision, "day", letter="A", due_on=in_days(2).isoformat())
        layer.refresh_from_db()
        assert layer.due_on == in_days(2)
        act(lead, revision, "day", letter="A", due_on="")
        layer.refresh_from_db()
        assert layer.due_on is None

    @pytest.mark.parametrize("day", ["2020-01-01", "soon"])
    def test_a_day_that_makes_no_sense_is_refused(self, lead, revision, day):
        layer = make_layer(revision=revision, due_on=in_days(1))
        other = make_layer(revision=revision, due_on=in_days(2))
        answer = act(lead, revision, "day", letter="A", due_on=day)
        assert answer.status_code == 422
        layer.refresh_from_db()
        assert layer.due_on == in_days(1)
        (opened,) = parse(answer).xpath("//details[@open]")
        (line,) = opened.xpath(".//input[@name='due_on']")
        assert line.get("value") == ("soon" if day == "soon" else "1 Jan 2020")
        assert line.get("aria-invalid") == "true"
        assert opened.xpath("string(.//*[contains(@class, 'errorlist')])").strip()
        assert len(parse(answer).xpath("//details")) == 2
        other.refresh_from_db()
        assert other.due_on == in_days(2)

    def test_the_page_of_a_refusal_asks_one_more_as_the_page_itself_does(self, lead, revision):
        make_layer(revision=revision)
        answer = act(lead, revision, "day", letter="A", due_on="soon")
        assert page_of(revision) in forms(answer)

    def test_a_submitted_layer_has_no_day_any_more(self, lead, revision):
        make_layer(revision=revision, submitted=True)
        assert act(lead, revision, "day", letter="A").status_code == 409


def test_a_submitted_layer_can_be_reopened_from_here(lead, revision):
    layer = make_layer(revision=revision, submitted=True)
    assert f'action="/layers/{layer.pk}/reopening/"' in body(lead.get(page_of(revision)))
    lead.post(f"/layers/{layer.pk}/reopening/")
    assert "open again" in body(lead.get(page_of(revision)))


def test_a_reviewer_who_annotates_it_reopens_no_others(lead, rita, revision):
    layer_lifecycle.start(revision, by=rita)
    other = make_layer(revision=revision, submitted=True)
    assert f"/layers/{other.pk}/" not in body(lead.get(page_of(revision)))


def test_the_article_leads_here_those_who_may(client, revision):
    article = revision.article.get_absolute_url()
    for user, there in [(make_reviewer(), True), (make_editor(), False)]:
        client.force_login(user)
        assert (page_of(revision) in body(client.get(article))) is there
        assert client.get(page_of(revision)).status_code == (200 if there else 403)
