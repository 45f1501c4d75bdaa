"""What a list can be narrowed to: a module for each list. Every choice stands in the URL."""
