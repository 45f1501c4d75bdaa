"""Days as people write them: how they are read, the field for one, and what is told of it."""
