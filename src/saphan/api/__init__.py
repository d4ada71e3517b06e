"""The face for other programs: which address of which pillar answers where."""
