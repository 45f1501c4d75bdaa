"""The large desk is a copy of a small one, made by the database."""

from django.apps import apps

from annotations.models import Disagreement
from bench.scale.copying import copied_columns, copied_models


def test_every_column_is_copied_but_those_that_the_database_works_out():
    tables = list(copied_models())
    columns, values = copied_columns(Disagreement, tables, step=1_000)
    assert "is_unsettled" not in columns.split(", ")
    assert "review_id" in columns.split(", ")
    assert 'row."review_id" + 1000 * copy' in values


def test_what_hangs_on_an_article_comes_after_it():
    names = [model._meta.label for model in copied_models()]
    assert names.index("articles.Revision") < names.index("annotations.Layer")
    assert names.index("annotations.Layer") < names.index("annotations.Annotation")
    assert apps.get_model("newsroom.User")._meta.label not in names
