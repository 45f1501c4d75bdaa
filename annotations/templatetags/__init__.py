"""Template tags, each a few lines over a room."""
