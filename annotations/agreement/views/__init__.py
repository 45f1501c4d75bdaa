"""The pages of agreement."""
