"""The columns of annotations."""

import pytest

from annotations.models import Annotation


@pytest.mark.parametrize("name", ["origin", "suggestions_shown"])
def test_a_million_annotations_are_not_written_again_for_what_is_not_known_of_them(name):
    field = Annotation._meta.get_field(name)
    # Then both engines add the column to the table as it is.
    assert field.null
    assert not field.has_default()
    assert not field.has_db_default()
