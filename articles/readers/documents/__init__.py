"""Documents that people write: each is one article."""
