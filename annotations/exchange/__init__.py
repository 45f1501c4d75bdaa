"""Files out and in: exports, imports, the sheet of an article."""
