"""The desk, the list of articles, assignment."""
