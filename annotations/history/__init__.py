"""The history: events in sentences, which show a reader only what they may know."""
