"""A person's own account: signing in and out, settings, password."""
