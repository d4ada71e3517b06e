"""Saphan: software for running a fair labour-migration programme."""

__version__ = "0.1.0"
