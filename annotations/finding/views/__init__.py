"""The page of the search, and what its dialog asks for."""
