"""Recognising what stands around an article and is no part of it."""
