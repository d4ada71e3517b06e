"""The law book: effective-dated rules with their sources. Start with ``load`` and ``answer``."""
