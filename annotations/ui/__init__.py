"""What the pages of several rooms share: lists, chips, fields, excerpts."""
