import pytest

from annotations.spans.normalization import fold


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Guðrún Þórsdóttir", "gudrun thorsdottir"),
        ("Łukasz  Ørsted", "lukasz orsted"),
        ("O’Hara", "O'Hara"),
        ("O´Hara", "O'Hara"),
    ],
)
def test_names_fold_to_the_letters_of_any_keyboard(name, other):
    assert fold(name) == fold(other)
