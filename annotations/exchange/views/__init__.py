"""Exports, the list of annotations, the sheet of an article."""
