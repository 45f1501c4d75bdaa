"""The people of the desk: who is here and has how much to do, inviting, roles, leaving."""
