"""Imports: layers made elsewhere, read from files and stored."""
