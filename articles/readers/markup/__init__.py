"""HTML and its kin: the words of a tree as paragraphs in the order in which they stand."""
