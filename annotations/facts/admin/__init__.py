"""The admin pages of facts and their links."""
