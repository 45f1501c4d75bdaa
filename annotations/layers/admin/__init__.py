"""The admin pages of layers, annotations and people."""
