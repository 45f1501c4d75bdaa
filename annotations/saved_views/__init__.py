"""Views of lists that people keep: a name and what is set, for themselves or for the desk."""
