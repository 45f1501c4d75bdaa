"""The page on which an editor works."""
