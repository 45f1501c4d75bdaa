"""An article of 700 words worked off, each word marked or said to hold nothing to check."""

import pytest
from playwright.sync_api import expect

from annotations.layers.clearing import account_of
from annotations.spans.accounting import State
from tests.browser.workspace import Workspace
from tests.factories import make_layer, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRAPPED = """\
Harbour bridge to open two years late

The second bridge over the harbour of Saltmere will open two years later than the council had
promised. Nobody at the works can say with any certainty what the delay will cost in the end.

The city engineer, Tomas Brandt, told the works committee on Monday evening that the piers on the
northern shore had to be driven eleven metres deeper than the first survey had made anyone expect.
“We found clay where the drawings showed rock, and a bridge does not stand on drawings,” he said
to a room that was fuller than the committee is used to seeing it.

The contract, which the council approved in the spring of last year, put the price of the bridge
at $212 million, of which the national government was to pay a little more than a half. According
to a report that was handed to the members an hour before they met, $171 million has been spent.
Not quite two thirds of the work is done, and the more difficult part of it is still to come.

Residents of the northern shore, who have been taking the ferry since the old bridge was closed to
traffic, heard the news with more patience than the committee had feared. Many of them had brought
their own figures, collected on paper over long mornings at the landing. They read these out one
after another as if they had been waiting for years to be asked about it.

A teacher from Mill Lane said that she had missed the first lesson eleven times since September,
each time because the ferry was full before she had reached the gate. A baker spoke of flour that
stood in the rain. A nurse told of a shift that began without her while she watched the lights of
the hospital from the wrong side of the water.

The ferry carries about 4,300 passengers on a working day, which is a third more than it was built
for when it came into service. Its owner has asked the council twice for a second boat. Twice it
has been told that it would not be worth the money, since the bridge was to open so soon that the
boat would hardly have been painted by then.

Members of the opposition asked why the ground had not been examined again after the first piles
went deeper than planned, which was known at the works before the winter. The engineer answered
that an examination had been ordered at once. It had taken four months to find a firm that would
do it, and the results had reached him only in the last week of the summer.

“Nobody in this room would have built on those results, and nobody in this room had them,” he
added when a member asked him whether somebody ought to resign over the matter.

The chair of the committee, Oda Lind, reminded those present that the bridge had been planned for
longer than most of them had lived in the city. Two years more would not be noticed by those who
were going to use it for the hundred years after that. She was laughed at from the back of the
room, not unkindly. She seemed to have expected nothing else from it.

What the delay will cost is to be worked out by an office in the capital, which has promised a
first figure by the end of the month. Unemployment among builders in the region stands at 2.1
percent, the lowest since such figures are kept. The council expects that those who leave the
works now will be hard to find again when they are needed.

For the time being the ferry will run an hour longer in the evening. Children who go to school on
the other shore are to be let on first. The committee will meet again in three weeks in the larger
hall of the library, where there are chairs enough for everybody who would like to read out
figures of their own.

Whether the new bridge will bear a tramway, as the first plans had it, was not discussed. It will
carry cars, at any rate.
"""
TEXT = "\n\n".join(" ".join(one.split()) for one in WRAPPED.split("\n\n"))

MARKS = [
    (
        "“We found clay where the drawings showed rock, and a bridge does not stand on drawings,”",
        "2",
    ),
    ("put the price of the bridge at $212 million", "1"),
    ("$171 million has been spent", "1"),
    ("carries about 4,300 passengers on a working day", "3"),
    (
        "“Nobody in this room would have built on those results, and nobody in this room had",
        "2",
    ),
    ("Unemployment among builders in the region stands at 2.1 percent", "3"),
]


def test_700_words_take_at_most_40_keys_beyond_the_marks(page, live_server):
    assert len(TEXT.split()) >= 700
    workspace = Workspace(page, live_server, make_layer(revision=make_revision(text=TEXT)))
    for words, label in MARKS:
        workspace.mark(words, label)
    workspace.is_saved()
    keys = 0
    said = page.locator("#said")
    while "All words are looked at." not in said.inner_text():
        workspace.press("d")
        keys += 1
        assert keys <= 40
        page.wait_for_function(
            "() => getSelection().toString()"
            " || document.querySelector('#said').textContent.startsWith('All words')"
        )
    workspace.is_saved()
    expect(page.locator("#looked-at")).to_contain_text(
        f"{len(TEXT.split())} of {len(TEXT.split())} words looked at"
    )
    assert account_of(workspace.layer).counts()[State.OPEN] == 0
    assert len(workspace.stored()) == len(MARKS)
