"""Disagreements settled: a review is opened, its groups are ruled on, it is closed."""
