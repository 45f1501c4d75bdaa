"""Management commands, and the demonstration that they load."""
