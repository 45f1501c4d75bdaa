"""What can be said of a text and its stretches, without Django and without the database."""
