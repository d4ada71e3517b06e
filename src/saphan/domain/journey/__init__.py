"""Decisions only: no Django, no files, no clock, no chance."""
