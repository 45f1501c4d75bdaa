"""Importing articles: read into drafts, shown as a preview, stored once each."""
