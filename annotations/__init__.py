"""What editors say about the text, and what is settled: one package for each subject."""
