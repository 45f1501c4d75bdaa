"""The invented town as data; README.md beside this says what shows what."""
