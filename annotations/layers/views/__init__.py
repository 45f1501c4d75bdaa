"""The pages on which one text is given to other editors."""
