"""The pages on which is asked whether to mark what others have: of the reviewer, of the editor."""

import pytest
from django.test import Client
from django.urls import reverse

from annotations.discussion import threads
from annotations.models import Comment, Thread
from annotations.review import additions, batch_rules
from annotations.review import lifecycle as review_lifecycle
from tests.counting import counted
from tests.factories import make_editor, make_reviewer
from tests.pages import has_form_to, parse, texts
from tests.worlds import draw_line, final_lines, layer_of, make_layers, make_review, settle_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make_reviewer())


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def editor(review, letter):
    return layer_of(review, letter).editor


def asked(**lines):
    review = make_review(**lines)
    return review, additions.ask_to_mark(review, by=make_reviewer())


def words_of(response):
    return " ".join(parse(response).text_content().split())


def group_page(client, row):
    return client.get(reverse("disagreement", args=[row.pk]))


def answer(client, thread, said, **fields):
    page = client.get(thread.get_absolute_url())
    fingerprint = parse(page).xpath("//form[@id='reply']//input[@name='fingerprint']/@value")
    return client.post(
        reverse("thread_answer", args=[thread.pk]),
        {"answer": said, "fingerprint": fingerprint[0] if fingerprint else "none"} | fields,
    )


class TestWhoAsks:
    def test_one_is_asked_about_on_its_page(self, client):
        review = make_review(A="cc", B="")
        row = review.disagreements.get()
        address = reverse("marking_question", args=[row.pk])
        assert has_form_to(group_page(client, row), address)
        response = client.post(address)
        assert (response.status_code, response.url) == (303, reverse("disagreement", args=[row.pk]))
        page = group_page(client, row)
        assert not has_form_to(page, address)
        assert "Is this a claim?" in texts(page, "//section[@class='thread']")[0]
        assert client.post(address).status_code == 409

    def test_it_is_not_offered_where_all_have_something(self, client):
        row = make_review(A="cccc", B="cc").disagreements.get()
        address = reverse("marking_question", args=[row.pk])
        assert not has_form_to(group_page(client, row), address)
        assert client.post(address).status_code == 409

    def test_all_are_asked_about_in_one_act(self, client):
        review = make_review(A="cc.qq.ss", B="...qqq..")
        batch = reverse("review_batch", args=[review.revision_id])
        address = reverse("marking_questions", args=[review.revision_id])
        page = client.get(batch)
        assert texts(page, f"//form[@action='{address}']//button") == ["Ask about all 2"]
        assert client.post(address).url == batch
        page = client.get(batch)
        assert "Asked about 2." in words_of(page)
        assert not has_form_to(page, address)
        assert client.post(address).status_code == 409
        assert Thread.objects.count() == 2

    def test_what_was_answered_stands_beside_the_group(self, client):
        review, (claim, quote) = asked(A="cc.qq", B="")
        ben = signed_in(editor(review, "B"))
        answer(ben, claim, "no", text="It is an opinion.")
        answer(ben, quote, "yes")
        page = words_of(group_page(client, claim.disagreement))
        assert "Editor B" in page
        assert "No, leave it" in page
        assert "It is an opinion." in page
        batch = client.get(reverse("review_batch", args=[review.revision_id]))
        assert "Answered: No, leave it" in words_of(batch)
        assert [rule for _name, rule, *_counts in batch.context["rules"]] == ["confirmed"]
        assert [line.row for line, _address in batch.context["answered_no"]] == [claim.disagreement]

    def test_an_answer_about_something_else_says_so(self, client):
        review, (thread,) = asked(A="cc..", B="")
        answer(signed_in(editor(review, "B")), thread, "yes")
        row = thread.disagreement
        Comment.objects.exclude(answer="").update(fingerprint="of something else")
        assert "about what stood here before" in words_of(group_page(client, row))
        assert has_form_to(group_page(client, row), reverse("marking_question", args=[row.pk]))

    def test_the_rule_previews_settles_and_is_taken_back(self, client):
        review, (thread,) = asked(A="cc", B="")
        answer(signed_in(editor(review, "B")), thread, "yes")
        batch = reverse("review_batch", args=[review.revision_id])
        page = client.get(f"{batch}?rule=confirmed")
        (previewed,) = parse(page).xpath("//input[@name='previewed']/@value")
        assert texts(page, "//h1") == ["Confirmed by the other editors"]
        done = client.post(batch, {"rule": "confirmed", "previewed": previewed})
        assert done.status_code == 303
        assert final_lines(review) == ["claim 0-2"]
        row = thread.disagreement
        assert "Confirmed by the other editors" in words_of(group_page(client, row))
        (shown,) = client.get(batch).context["batches"]
        client.post(reverse("batch_undoing", args=[shown["batch"]]))
        assert final_lines(review) == []

    def test_the_pages_ask_no_more_of_more_additions(self, client):
        def ask(count):
            review, opened = asked(A="c." * count, B="")
            for thread in opened:
                additions.answer_question(
                    Thread.objects.get(pk=thread.pk),
                    answer="no",
                    fingerprint=thread.disagreement.fingerprint,
                    by=editor(review, "B"),
                )
            address = reverse("review_batch", args=[review.revision_id])
            return counted(lambda: client.get(address))

        few, many = ask(2), ask(8)
        assert many.result.status_code == 200
        assert many.queries == few.queries
        assert many.queries <= 32


class TestWhoIsAsked:
    def test_they_see_the_words_and_answer_by_one_press(self):
        review, (thread,) = asked(A="cc", B="")
        ben = signed_in(editor(review, "B"))
        page = ben.get(thread.get_absolute_url())
        (marked,) = texts(page, "//form[@id='reply']//mark")
        assert review.revision.text[0:2] in marked
        buttons = "//form[@id='reply']//button[@name='answer']"
        assert texts(page, buttons) == ["Yes, mark it", "No, leave it"]
        assert parse(page).xpath(f"{buttons}/@aria-pressed") == ["false", "false"]
        response = answer(ben, thread, "yes")
        assert response.url == thread.get_absolute_url()
        page = ben.get(thread.get_absolute_url())
        assert parse(page).xpath(f"{buttons}/@aria-pressed") == ["true", "false"]
        assert Comment.objects.get(answer="yes").author == editor(review, "B")

    def test_they_learn_neither_who_marked_it_nor_what_others_answer(self):
        review, (thread,) = asked(A="cc", B="", C="")
        answer(signed_in(editor(review, "C")), thread, "no", text="Rather not.")
        page = signed_in(editor(review, "B")).get(thread.get_absolute_url())
        words = words_of(page)
        for hidden in ("Editor A", "Editor C", "Rather not.", "answered"):
            assert hidden not in words
        for letter in "AC":
            assert editor(review, letter).username not in page.content.decode()
        # Whoever marked it is not asked, and does not know that the others are.
        ada = signed_in(editor(review, "A"))
        assert ada.get(thread.get_absolute_url()).status_code == 404
        assert answer_directly(ada, thread).status_code == 404

    def test_one_question_leads_to_the_next(self):
        review, (first, second) = asked(A="cc.qq", B="")
        ben = signed_in(editor(review, "B"))
        response = answer(ben, second, "yes")
        assert response.url == f"{first.get_absolute_url()}#reply"
        page = words_of(ben.get(response.url))
        assert "1 more question about this text" in page
        response = answer(ben, first, "no")
        assert response.url == first.get_absolute_url()

    def test_the_inbox_names_the_words_to_whoever_is_asked_and_to_nobody_else(self):
        review, (thread,) = asked(A="cc", B="", C="cc")
        words = thread.disagreement.annotations.first().exact
        told = words_of(signed_in(editor(review, "B")).get(reverse("inbox")))
        assert f"question about Claim “{words}”" in told
        assert words not in words_of(signed_in(make_editor()).get(reverse("inbox")))

    def test_the_inbox_tells_of_all_of_them_in_one_line(self):
        review, opened = asked(A="cc.qq.ss", B="")
        inbox = signed_in(editor(review, "B")).get(reverse("inbox"))
        assert "A reviewer asks you whether to mark 3 passages" in words_of(inbox)
        ben = signed_in(editor(review, "B"))
        for thread in opened:
            answer(ben, thread, "yes")
        told = words_of(signed_in(opened[0].opened_by).get(reverse("inbox")))
        assert "Editor B answers yes to 3 questions" in told

    def test_a_plain_question_offers_no_answers(self):
        review = make_review(A="cc", B="")
        thread = threads.open_thread(
            review.disagreements.get(), kind="question", text="Why?", by=make_reviewer()
        )
        ben = signed_in(editor(review, "B"))
        page = ben.get(thread.get_absolute_url())
        assert not parse(page).xpath("//button[@name='answer']")
        assert not parse(page).xpath("//form[@id='reply']//mark")
        assert answer_directly(ben, thread).status_code == 403

    def test_words_alone_are_a_reply_as_before(self):
        review, (thread,) = asked(A="cc", B="")
        ben = signed_in(editor(review, "B"))
        ben.post(thread.get_absolute_url(), {"text": "What is meant?"})
        assert Comment.objects.get(author=editor(review, "B")).answer == ""
        assert not Thread.objects.get().is_resolved

    @pytest.mark.parametrize("said", ["", "perhaps"])
    def test_any_other_answer_is_refused(self, said):
        review, (thread,) = asked(A="cc", B="")
        response = answer(signed_in(editor(review, "B")), thread, said)
        assert response.status_code == 422
        assert not Comment.objects.exclude(answer="").exists()

    def test_what_has_changed_is_read_again_first(self):
        review, (thread,) = asked(A="cc", B="")
        response = answer_directly(signed_in(editor(review, "B")), thread)
        assert response.status_code == 409
        assert "Read the question again" in words_of(response)

    def test_nothing_is_answered_once_the_review_is_closed(self):
        review, (thread,) = asked(A="cc", B="")
        settle_group(review.disagreements.get(), letters=["A"])
        review_lifecycle.close_review(review, by=make_reviewer())
        ben = signed_in(editor(review, "B"))
        page = ben.get(thread.get_absolute_url())
        assert not parse(page).xpath("//button[@name='answer']")
        assert answer_directly(ben, thread).status_code == 409

    def test_others_do_not_know_of_it(self):
        _review, (thread,) = asked(A="cc", B="")
        assert answer_directly(signed_in(make_editor()), thread).status_code == 404

    def test_speaker_and_number_are_shown_with_the_words(self):
        revision = make_layers(A="", B="")
        draw_line(revision.layers.get(letter="A"), "qqqq", attributed_to="Ana Berg")
        review = review_lifecycle.open_review_early(revision, by=make_reviewer())
        (thread,) = additions.ask_to_mark(review, by=make_reviewer())
        page = signed_in(editor(review, "B")).get(thread.get_absolute_url())
        assert "Ana Berg" in words_of(page)


def answer_directly(client, thread):
    return client.post(
        reverse("thread_answer", args=[thread.pk]), {"answer": "yes", "fingerprint": "another"}
    )


def test_a_rule_that_nobody_has_confirmed_is_not_offered(client):
    review, _threads = asked(A="cc", B="")
    assert not client.get(reverse("review_batch", args=[review.revision_id])).context["rules"]
    assert batch_rules.proposals_by_rule(["confirmed", "edges"], review) == {
        "confirmed": [],
        "edges": [],
    }
