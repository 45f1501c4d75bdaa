"""The pages of threads and the inbox."""
