"""Nothing that is typed into a long form is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.guidelines import publishing
from annotations.models import Alias, Annotation, Comment, Fact, Guideline
from articles.importing import intake
from articles.models import Article
from articles.readers.files import File
from newsroom.models import Session
from tests.browser.conftest import sign_in_at, signed_in
from tests.browser.pages import TABLE
from tests.browser.workspace import Workspace
from tests.factories import make_annotation, make_editor, make_layer, make_reviewer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The sea wall costs $48 million and is two miles long."
RESTORED = "Restored what you typed."


def statement(page):
    return page.locator("[name=statement]")


def kept_in(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.includes('typed')).length")


def type_fact(page, words=WORDS):
    statement(page).fill(words)
    page.locator("[name=sources-0-title]").fill("Minutes of the council")


def wait_until_kept(page, number=1):
    page.wait_for_function(
        "(n) => Object.keys(localStorage).filter((key) => key.includes('typed')).length === n",
        arg=number,
    )


def held_scripts(page):
    """Scripts stay on their way until what is returned is called."""
    held, come = [], []
    page.route("**/*.js", lambda route: route.continue_() if come else held.append(route))

    def let_come():
        come.append(True)
        for route in held:
            route.continue_()

    return let_come


def end_all_sessions():
    assert Session.objects.all().delete()[0]


@pytest.fixture
def editor():
    return make_editor("ada")


@pytest.fixture
def form(page, live_server, editor):
    signed_in(page, live_server, editor).goto(reverse("fact_new"))
    # The form has a number of its own once what is typed into it is kept.
    page.wait_for_function(
        "() => document.querySelector('[data-keep]').value.split('.').length === 3"
    )
    return page


def sign_in_here(page, name):
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill("secret-word")
    page.get_by_role("button", name="Sign in").click()


class TestWhatIsTypedBeforeTheScriptIsThere:
    def test_it_is_kept_without_another_key(self, page, live_server, editor):
        signed_in(page, live_server, editor)
        let_scripts_come = held_scripts(page)
        page.goto(reverse("fact_new"), wait_until="commit")
        type_fact(page)
        let_scripts_come()
        wait_until_kept(page)
        page.reload()
        expect(page.get_by_text(RESTORED)).to_be_visible()
        expect(statement(page)).to_have_value(WORDS)
        page.get_by_role("button", name="Discard").click()
        expect(statement(page)).to_have_value("")
        wait_until_kept(page, 0)

    def test_it_goes_before_what_was_kept_of_the_same_field(self, form):
        type_fact(form, "An older draft.")
        wait_until_kept(form)
        let_scripts_come = held_scripts(form)
        form.reload(wait_until="commit")
        statement(form).fill(WORDS)
        let_scripts_come()
        expect(form.get_by_text(RESTORED)).to_be_visible()
        expect(statement(form)).to_have_value(WORDS)
        expect(form.locator("[name=sources-0-title]")).to_have_value("Minutes of the council")

    def test_what_was_sent_is_not_kept_on_the_way_back(self, form):
        type_fact(form)
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("is recorded")).to_be_visible()
        form.go_back()
        form.wait_for_function(
            "() => document.querySelector('[data-keep]').value.split('.').length === 3"
        )
        assert kept_in(form) == 0


class TestAnEndedSession:
    def test_the_sign_in_leads_back_to_what_was_typed(self, form):
        type_fact(form)
        end_all_sessions()
        form.get_by_role("button", name="Record the fact").click()
        sign_in_here(form, "ada")
        expect(statement(form)).to_have_value(WORDS)
        expect(form.locator("[name=sources-0-title]")).to_have_value("Minutes of the council")
        expect(form.get_by_text(RESTORED)).to_be_visible()
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("is recorded")).to_be_visible()
        assert Fact.objects.count() == 1
        wait_until_kept(form, 0)
        form.goto(reverse("fact_new"))
        expect(statement(form)).to_have_value("")
        expect(form.get_by_text(RESTORED)).to_have_count(0)

    def test_a_sign_in_in_another_tab_makes_no_form_too_old(self, form, live_server, editor):
        type_fact(form)
        form.context.clear_cookies()
        sign_in_at(form.context.new_page(), live_server, editor)
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("is recorded")).to_be_visible()
        assert Fact.objects.count() == 1

    def test_another_account_sees_nothing_of_it(self, form, live_server, editor):
        make_editor("ben")
        type_fact(form)
        wait_until_kept(form)
        end_all_sessions()
        form.get_by_role("button", name="Record the fact").click()
        sign_in_here(form, "ben")
        expect(statement(form)).to_have_value("")
        expect(form.get_by_text(RESTORED)).to_have_count(0)
        signed_in(form, live_server, editor).goto(reverse("fact_new"))
        expect(statement(form)).to_have_value(WORDS)

    def test_another_account_does_not_send_it(self, form, live_server):
        ben = make_editor("ben")
        type_fact(form)
        form.context.clear_cookies()
        sign_in_at(form.context.new_page(), live_server, ben)
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("belongs to another account")).to_be_visible()
        assert not Fact.objects.exists()


class TestAReload:
    def test_it_restores_every_field_and_every_row(self, form):
        type_fact(form)
        form.get_by_role("button", name="Add a source").click()
        second = form.locator("[name=sources-1-title]")
        expect(second).to_be_focused()
        second.fill("The mayor’s letter")
        form.locator("[name=as_of]").fill("2026-03-01")
        form.reload()
        expect(statement(form)).to_have_value(WORDS)
        expect(second).to_have_value("The mayor’s letter")
        expect(form.locator("[name=as_of]")).to_have_value("2026-03-01")
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("is recorded")).to_be_visible()
        titles = Fact.objects.get().versions.get().sources.values_list("title", flat=True)
        assert set(titles) == {"Minutes of the council", "The mayor’s letter"}

    def test_discard_brings_the_page_as_it_was(self, form):
        type_fact(form)
        form.reload()
        form.get_by_role("button", name="Discard").click()
        expect(statement(form)).to_have_value("")
        expect(statement(form)).to_be_focused()
        form.reload()
        expect(statement(form)).to_have_value("")
        wait_until_kept(form, 0)

    def test_what_was_taken_back_by_hand_is_not_kept(self, form):
        type_fact(form)
        wait_until_kept(form)
        statement(form).fill("")
        form.locator("[name=sources-0-title]").fill("")
        wait_until_kept(form, 0)

    def test_the_complaints_of_the_server_stay_in_front(self, form):
        statement(form).fill(WORDS)
        form.locator("[name=sources-0-url]").fill("no address")
        form.locator("form.fact-form").evaluate("(form) => form.noValidate = true")
        form.get_by_role("button", name="Record the fact").click()
        expect(form.locator(".errorlist").first).to_be_visible()
        expect(form.get_by_text(RESTORED)).to_have_count(0)
        form.goto(reverse("fact_new"))
        expect(statement(form)).to_have_value(WORDS)


class TestALostNetwork:
    def test_the_page_stays_and_says_so(self, form):
        type_fact(form)
        form.context.set_offline(True)
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("You are offline.")).to_be_visible()
        form.context.set_offline(False)
        expect(form.get_by_text("You are offline.")).to_have_count(0)
        form.get_by_role("button", name="Record the fact").click()
        expect(form.get_by_text("is recorded")).to_be_visible()
        assert Fact.objects.count() == 1

    def test_a_request_that_never_arrives_loses_nothing(self, form):
        type_fact(form)
        form.route("**/facts/new/", lambda route: route.abort())
        form.get_by_role("button", name="Record the fact").click()
        form.wait_for_url("chrome-error://**")
        form.unroute("**/facts/new/")
        form.goto(reverse("fact_new"))
        expect(statement(form)).to_have_value(WORDS)
        assert not Fact.objects.exists()


def test_two_tabs_keep_their_own(form):
    other = form.context.new_page()
    type_fact(form)
    wait_until_kept(form)
    other.goto(reverse("fact_new"))
    expect(statement(other)).to_have_value("")
    statement(other).fill("Another fact altogether.")
    wait_until_kept(other, 2)
    for page, words in ((form, WORDS), (other, "Another fact altogether.")):
        page.reload()
        expect(statement(page)).to_have_value(words)
    form.close()
    third = other.context.new_page()
    third.goto(reverse("fact_new"))
    expect(statement(third)).to_have_value(WORDS)
    expect(statement(other)).to_have_value("Another fact altogether.")


class TestEveryLongForm:
    def reloaded(self, page, field, words):
        page.locator(field).fill(words)
        page.reload()
        expect(page.locator(field)).to_have_value(words)
        expect(page.get_by_text(RESTORED)).to_be_visible()

    def test_the_guidelines(self, page, live_server):
        signed_in(page, live_server, make_reviewer()).goto(reverse("guidelines_edit"))
        words = Guideline.objects.current().text + "\n\nMark sums of money as statistics."
        self.reloaded(page, "#id_text", words)
        expect(page.locator("#preview")).to_contain_text("Mark sums of money as statistics.")

    def test_what_others_publish_meanwhile_is_not_written_over_in_silence(self, page, live_server):
        signed_in(page, live_server, make_reviewer()).goto(reverse("guidelines_edit"))
        before = Guideline.objects.current()
        words = before.text + "\n\nMark sums of money as statistics."
        page.locator("#id_text").fill(words)
        wait_until_kept(page)
        publishing.publish(before.text + "\n\nMark less.", seen=before.number, by=make_reviewer())
        page.reload()
        expect(page.locator("#id_text")).to_have_value(words)
        page.get_by_role("button", name="Publish as version").click()
        expect(page.get_by_text("Somebody else has published.")).to_be_visible()
        expect(page.locator("#id_text")).to_have_value(words)
        assert "Mark less." in Guideline.objects.current().text

    def test_the_details_of_an_article(self, page, live_server, editor):
        article = make_revision(by=editor).article
        signed_in(page, live_server, editor).goto(reverse("article_details", args=[article.pk]))
        self.reloaded(page, "[name=byline]", "Nora Novak")

    def test_a_name(self, page, live_server):
        alias = Alias.objects.create(name="WHO", canonical="World Health")
        signed_in(page, live_server, make_reviewer()).goto(reverse("alias", args=[alias.pk]))
        self.reloaded(page, "[name=canonical]", "World Health Organization")

    def test_a_text_that_is_pasted(self, page, live_server, editor):
        signed_in(page, live_server, editor).goto(reverse("import_new"))
        self.reloaded(page, "[name=text]", WORDS)

    def test_a_comment(self, page, live_server):
        annotation = make_annotation()
        address = reverse("annotation_threads", args=[annotation.pk])
        signed_in(page, live_server, annotation.layer.editor).goto(address)
        self.reloaded(page, "[name=text]", "Is this one claim or two?")
        page.get_by_role("button", name="Post").click()
        expect(page.locator(".words")).to_have_text("Is this one claim or two?")
        expect(page.get_by_text(RESTORED)).to_have_count(0)
        assert Comment.objects.count() == 1

    def test_the_columns_of_a_table(self, page, live_server, editor):
        asked = intake.open_batch([File.of("saltmere.csv", TABLE.encode())], by=editor)
        signed_in(page, live_server, editor).goto(reverse("import_columns", args=[asked.pk]))
        choice = page.locator(".column-choices select").first
        before = choice.input_value()
        choice.select_option(index=2)
        chosen = choice.input_value()
        assert chosen != before
        page.reload()
        expect(choice).to_have_value(chosen)
        expect(page.get_by_text(RESTORED)).to_be_visible()
        page.get_by_role("button", name="Discard").click()
        expect(choice).to_have_value(before)

    def test_what_is_corrected_before_importing(self, page, live_server, editor):
        batch = intake.open_batch([File.of("wall.txt", b"The wall will hold.")], by=editor)
        signed_in(page, live_server, editor).goto(batch.get_absolute_url())
        self.reloaded(page, "[name$=-byline]", "Nora Novak")
        page.get_by_role("button", name="Import 1 article").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("imported")
        assert Article.objects.get().byline == "Nora Novak"
        wait_until_kept(page, 0)

    def test_each_page_of_a_long_import_keeps_its_own(self, page, live_server, editor):
        files = [File.of(f"wall-{n}.txt", f"The wall {n} will hold.".encode()) for n in range(40)]
        batch = intake.open_batch(files, by=editor)
        signed_in(page, live_server, editor).goto(batch.get_absolute_url())
        page.locator(".import-card summary").first.click()
        page.locator("[name$=-byline]").first.fill("Nora Novak")
        wait_until_kept(page)
        page.goto(f"{batch.get_absolute_url()}?page=2")
        expect(page.get_by_text(RESTORED)).to_have_count(0)
        page.locator(".import-card summary").first.click()
        page.locator("[name$=-byline]").first.fill("Jo Marsh")
        wait_until_kept(page, 2)
        page.goto(batch.get_absolute_url())
        expect(page.locator("[name$=-byline]").first).to_have_value("Nora Novak")

    def test_a_fact_recorded_beside_the_words(self, page, live_server):
        annotation = make_annotation()
        address = reverse("annotation_facts", args=[annotation.pk])
        signed_in(page, live_server, annotation.layer.editor).goto(address)
        page.locator("#fact-words").click()
        page.get_by_role("option", name="Record a new fact").click()
        self.reloaded(page, "[name=statement]", WORDS)

    def test_an_annotation_that_is_changed_on_its_page(self, page, live_server):
        annotation = make_annotation()
        address = annotation.get_absolute_url()
        signed_in(page, live_server, annotation.layer.editor).goto(address)
        self.reloaded(page, "[name=note]", "As the council says.")
        # What nobody touched is as it is by now.
        Annotation.objects.update(attributed_to="Ana Berg", version=annotation.version + 1)
        page.reload()
        expect(page.locator("[name=note]")).to_have_value("As the council says.")
        expect(page.locator("[name=attributed_to]")).to_have_value("Ana Berg")


class TestTheDialogsOfTheWorkspace:
    @pytest.fixture
    def workspace(self, page, live_server):
        annotation = make_annotation(layer=make_layer(revision=make_revision()))
        here = Workspace(page, live_server, annotation.layer)
        here.text.focus()
        here.press("j")
        return here

    def test_escape_closes_a_new_fact_and_loses_nothing_of_it(self, workspace):
        page = workspace.page
        workspace.press("f")
        page.locator("#facts").get_by_role("option", name="Record a new fact").click()
        page.locator("#facts [name=statement]").fill(WORDS)
        page.locator("#facts [name=title]").fill("Minutes of the council")
        workspace.press("Escape")
        expect(page.locator("#facts")).to_be_hidden()
        workspace.press("f")
        expect(page.locator("#facts [name=statement]")).to_have_value(WORDS)
        expect(page.locator("#facts").get_by_text(RESTORED)).to_be_visible()
        # By its words, as people do: the box itself is drawn over and moves with the notice.
        page.locator("#facts form[data-does=record] label:has(#new_fact_relation_0)").click()
        page.get_by_role("button", name="Record and link").click()
        expect(page.locator("#facts")).to_be_hidden()
        assert Fact.objects.get().versions.get().statement == WORDS
        wait_until_kept(page, 0)

    def test_a_note_outlives_escape_and_not_cancel(self, workspace):
        page = workspace.page
        note = page.locator("#edit [name=note]")
        workspace.press("e")
        note.fill("As the council says.")
        workspace.press("Escape")
        expect(page.locator("#edit")).to_be_hidden()
        workspace.press("e")
        expect(note).to_have_value("As the council says.")
        page.locator("#edit [data-command=cancel]").click()
        expect(page.locator("#edit")).to_be_hidden()
        wait_until_kept(page, 0)
        workspace.press("e")
        expect(note).to_have_value("")
        workspace.press("Escape")
        expect(page.locator("#edit")).to_be_hidden()
        # Opening and closing is nothing to be kept.
        wait_until_kept(page, 0)

    def test_a_note_that_is_saved_is_forgotten(self, workspace):
        page = workspace.page
        workspace.press("e")
        page.locator("#edit [name=note]").fill("As the council says.")
        page.locator("#edit").get_by_role("button", name="Save").click()
        expect(page.locator("#edit")).to_be_hidden()
        expect(page.locator(".card.claim")).to_contain_text("As the council says.")
        wait_until_kept(page, 0)

    def test_a_quotation_is_kept_until_it_is_marked(self, workspace):
        page = workspace.page
        workspace.press("q")
        field = page.locator("#quotation textarea").first
        field.fill("on Tuesday")
        page.reload()
        expect(field).to_have_value("on Tuesday")
        expect(field).to_be_visible()
        page.locator("#quotation").get_by_text("Claim", exact=True).click()
        page.locator("#quotation").get_by_role("button", name="Add").click()
        expect(page.locator(".card.claim")).to_have_count(2)
        wait_until_kept(page, 0)
