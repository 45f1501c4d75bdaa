"""The pages of the people of the desk."""
