"""Exports: the rows of annotations, and a module for each format that writes them."""
