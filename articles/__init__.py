"""The text: where it came from, and exactly what it said."""
