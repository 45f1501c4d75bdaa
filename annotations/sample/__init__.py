"""The sample of an empty desk: an invented article and facts to try with, and their removal."""
