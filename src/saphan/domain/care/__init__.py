"""Decisions of care: who can help with what, in which language, and when."""
