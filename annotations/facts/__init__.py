"""Verified facts: recorded, verified, found, linked, rechecked. It knows no layer but in links."""
