"""A name to sign in with has only what every keyboard has, and one person alone has it."""

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.accounts import inviting, roles
from newsroom.accounts.user_names import LONGEST, candidates, user_name_of
from newsroom.models import User
from tests.factories import make_editor, make_lead


@pytest.mark.parametrize(
    ("name", "user_name"),
    [
        ("Nora Quist", "nora.quist"),
        ("  Zoë   van Dam ", "zoe.van.dam"),
        ("Zoë O'Brien-Łuk", "zoe.obrien.luk"),
        ("J. R. O’Hara‐Lee", "j.r.ohara.lee"),
        ("Þóra Ægisdóttir", "thora.aegisdottir"),
        ("Søren Weiß", "soren.weiss"),
        ("Иван Петров", "ivan.petrov"),
        ("Юлія Щербак", "yuliya.shcherbak"),
        ("Ελένη Χριστοδούλου", "eleni.christodoyloy"),
        ("ada", "ada"),
        ("Nr. ５", "nr.5"),
        ("李雷", ""),
        ("…", ""),
    ],
)
def test_it_is_made_of_the_name(name, user_name):
    assert user_name_of(name) == user_name


@given(st.text())
def test_it_is_letters_digits_and_single_dots_between_them(name):
    made = user_name_of(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:\.[a-z0-9]+)*)?", made)
    assert len(made) <= LONGEST
    assert user_name_of(made) == made


@given(st.text("ab.", min_size=1, max_size=LONGEST))
def test_no_two_that_follow_are_the_same_or_too_long(first):
    some = list(islice(candidates(first), 12))
    assert len(set(some)) == 12
    assert max(map(len, some)) <= LONGEST


@pytest.mark.django_db
class TestInviting:
    def invited(self, name="", mail=""):
        lead = User.objects.filter(username="lee").first() or make_lead("lee")
        (editors, *_others) = [key for key, _words in roles.roles_to_give(lead)]
        person, _key = inviting.invite(name=name, mail=mail, role=editors, by=lead)
        return person.username

    def test_another_name_that_is_spelled_the_same_gets_a_number(self):
        assert self.invited("Łuk Dam") == "luk.dam"
        assert self.invited("Luk-Dam") == "luk.dam.2"
        assert self.invited("Lúk Dam") == "luk.dam.3"

    def test_the_same_name_again_is_refused(self):
        self.invited("Łuk Dam")
        self.invited("Luk-Dam")
        for again in ("łuk dam", "Luk-Dam"):
            with pytest.raises(inviting.Taken):
                self.invited(again)
        assert User.objects.filter(username__startswith="luk").count() == 2

    def test_whoever_has_no_name_but_the_one_to_sign_in_with_is_taken_for_the_same(self):
        make_editor("luk.dam", first_name="", last_name="")
        with pytest.raises(inviting.Taken):
            self.invited("Luk Dam")

    def test_two_addresses_with_the_same_first_half_are_two_people(self):
        assert self.invited(mail="nora@desk.example") == "nora"
        assert self.invited(mail="nora@paper.example") == "nora.2"

    def test_a_name_in_another_script_takes_the_address_and_else_a_number(self):
        assert self.invited("李雷", mail="lei.li@desk.example") == "lei.li"
        assert self.invited("李雷雷") == "user"
        assert self.invited("韩梅梅") == "user.2"

    def test_a_name_without_letters_is_refused(self):
        with pytest.raises(inviting.Taken):
            self.invited("…")
