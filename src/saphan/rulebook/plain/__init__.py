"""Plain-language pages about rights: short statements, each resting on rules of the law book."""

from saphan.rulebook.plain.page import TOPICS, Citation, Page, Section, Statement, read_page
from saphan.rulebook.plain.told import Place, State, Told, tell

__all__ = [
    "TOPICS",
    "Citation",
    "Page",
    "Place",
    "Section",
    "State",
    "Statement",
    "Told",
    "read_page",
    "tell",
]
