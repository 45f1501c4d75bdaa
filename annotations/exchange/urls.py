"""The list of annotations, the sheet of an article, exports."""

from django.urls import path

from annotations.exchange.views import annotation_list, export, fact_files, sheet

urlpatterns = [
    path("articles/<int:pk>/sheet/", sheet.article_sheet, name="article_sheet"),
    path("annotations/", annotation_list.annotations, name="annotations"),
    path("export/annotations.csv", export.export_csv, name="export_csv"),
    path("export/annotations.jsonl", export.export_jsonl, name="export_jsonl"),
    path("export/annotations.jsonld", export.export_webannotation, name="export_webannotation"),
    path("export/claimreview.jsonld", export.export_claimreview, name="export_claimreview"),
    path("export/facts.csv", fact_files.export_facts, name="export_facts"),
]
