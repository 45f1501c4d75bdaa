import pytest

from articles.readers.decoding import decoded


@pytest.mark.parametrize(
    ("first", "second", "encoding"),
    [
        ("First in UTF-8: café.", "Second: café “quoted” naïve.", "cp1252"),
        ("Le maire a déclaré que l’été serait chaud.", "Le café est fermé, dit-elle.", "cp1252"),
        ("Žluťoučký kůň", "příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Мэр сказала, что мост закрыт.", "Она сказала, что стена станет выше.", "cp1251"),
        ("Мэр сказала, что мост закрыт.", "Она сказала, что стена станет выше.", "koi8-r"),
        ("市長は昨日、壁を高くすると述べた。", "嵐が近づいている。市長は述べた。", "cp932"),
    ],
)
def test_a_file_of_two_encodings_is_read_line_by_line(first, second, encoding):
    data = f"{first}\n\n".encode() + second.encode(encoding) + f"\n\n{first}".encode()
    read, note = decoded(data)
    assert read == f"{first}\n\n{second}\n\n{first}"
    assert note == f"Not all of the text is UTF-8: letters were read as {encoding} (line 3)."


def test_a_line_of_two_encodings_is_read_piece_by_piece():
    assert (
        decoded("café and ".encode() + "café and naïve".encode("cp1252"))[0]
        == "café and café and naïve"
    )


def test_a_letter_that_was_cut_off_is_replaced_and_its_line_named():
    data = "Die Bürger wählen.\n".encode() + b"Ein \xe2\x80 Bruch.\n" + "Schön.".encode()
    read, note = decoded(data)
    assert read == "Die Bürger wählen.\nEin \ufffd Bruch.\nSchön."
    assert note.endswith("What is not UTF-8 was replaced by \ufffd (line 2).")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ТАСС» сообщает: «ТАСС» и «НАСА» спорят.", "cp1251"),
        ("L’année de LA LIBERTÉ» et DU CAFÉ».", "cp1252"),
        ("Ёлки у «РИА» и «ТАСС» — это «Н»", "cp1251"),
    ],
)
def test_what_looks_like_utf_8_by_chance_is_not_taken_for_it(text, encoding):
    read, note = decoded(text.encode(encoding))
    assert read == text
    assert "it was read as" in note


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Le café de la gare est fermé, l’été aussi.", "cp1252"),
        ("“It’s a café,” she said — naïve.", "cp1252"),
        ("Žluťoučký kůň", "cp1252"),
        ("Miasto Łódź żyje, mówi burmistrz.", "cp1250"),
        ("Мэр сказала вчера, что стена станет выше.", "cp1251"),
        ("Señor Núñez llegó mañana.", "mac-roman"),
        ("Müller läuft über die Brücke.", "cp850"),
    ],
)
def test_a_line_of_utf_8_that_was_encoded_twice_is_put_right(text, page):
    data = text.encode()
    twice = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in data)
    read, note = decoded(f"Fine: é.\n{twice}\nplain".encode())
    assert read == f"Fine: é.\n{text}\nplain"
    assert note == "UTF-8 that was encoded twice was put right (line 2)."


@pytest.mark.parametrize("text", ["Müller läuft über die Brücke.", "L’été, le café est fermé."])
def test_a_line_that_was_encoded_three_times_is_put_right_too(text):
    data = text.encode()
    for _ in range(2):
        data = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
        data = data.encode()
    assert decoded(data) == (text, "UTF-8 that was encoded twice was put right (line 1).")


def test_a_line_that_speaks_of_such_letters_is_left_alone_and_told():
    text = "Instead of café, it reads cafÃ©."
    assert decoded(text.encode()) == (
        text,
        "Some letters may be UTF-8 that was encoded twice (line 1).",
    )


@pytest.mark.parametrize(
    "text",
    [
        "LE CAFÉ» et «É»",
        "Ã is a letter, São Paulo, Â",
        "LIBERTÉ© CAFÉ™",
        "РОССИЯ: «Р»",
        "«СССР» и «МГР»",
    ],
)
def test_letters_that_may_stand_side_by_side_are_left_alone(text):
    assert decoded(text.encode()) == (text, "")


def test_letters_that_were_lost_before_are_told():
    assert decoded("One\ncaf\ufffd".encode())[1] == (
        "Letters were lost before the text came here (\ufffd) (line 2)."
    )


def test_many_lines_are_counted_and_the_first_ones_named():
    data = "é\n".encode() + "café é\n".encode("cp1252") * 8
    assert decoded(data)[1].endswith("(lines 2, 3, 4, 5, 6 and 3 more).")
