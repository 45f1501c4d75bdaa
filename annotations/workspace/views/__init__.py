"""The workspace and what is posted to it."""
