"""What can be said of a text and its stretches, without Django. Pages show it, activities store it."""
