"""The pages of the sample."""
