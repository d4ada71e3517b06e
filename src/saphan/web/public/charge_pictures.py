"""Drawings of the items of form F1, for people who read little: 24 by 24, one line, no letters.

Drawn for this project; the colour is that of the text around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from saphan.domain.recruitment.codes import Item

DRAWINGS: Mapping[Item, str] = {
    # A hand that takes a coin, over a desk.
    Item.SERVICE_FEE: '<circle cx="12" cy="6" r="4"/><path d="M12 4v4M2 15h5l3 2h5c2 0 2-3 0-3h-3'
    'M15 16l5-3c2-1 3 1 2 2l-7 6H2"/>',
    # Two people, a coin going from one to the other.
    Item.SUB_AGENT_FEE: '<circle cx="5" cy="7" r="3"/><path d="M1 21v-4q4-6 8 0v4"/>'
    '<circle cx="19" cy="7" r="3"/><path d="M15 21v-4q4-6 8 0v4"/>'
    '<circle cx="12" cy="5" r="2"/><path d="M10 10h4m-2-1.5l2 1.5-2 1.5"/>',
    # A booklet with a globe.
    Item.PASSPORT: '<path d="M4 2h14l2 2v18H4z"/><circle cx="12" cy="10" r="4.5"/>'
    '<path d="M7.5 10h9M12 5.5c-3 3-3 6 0 9c3-3 3-6 0-9M8 18h8"/>',
    # A page with a stamp.
    Item.VISA: '<path d="M3 3h18v18H3z"/><circle cx="12" cy="12" r="5.5" '
    'stroke-dasharray="2 1.5"/><path d="M9 12l2 2 4-4"/>',
    # A card with a face and a spanner.
    Item.WORK_PERMIT: '<rect x="2" y="4" width="20" height="16" rx="2"/>'
    '<circle cx="8" cy="10" r="2.5"/><path d="M4.5 17q3.5-5 7 0M14 9h5M14 12h5M14 15h3"/>',
    # A stethoscope.
    Item.MEDICAL_TEST: '<path d="M5 2H3v6a5 5 0 0 0 10 0V2h-2M8 13v3a5 5 0 0 0 10 0v-3"/>'
    '<circle cx="18" cy="11" r="2"/>',
    # An umbrella over a cross.
    Item.INSURANCE: '<path d="M12 2v2M2 12a10 8 0 0 1 20 0zM12 12v8a2 2 0 0 0 4 0"/>'
    '<path d="M6 15v6M3 18h6"/>',
    # A page with ticks and a pencil.
    Item.SKILLS_TEST: '<path d="M14 2H3v20h14v-6"/><path d="M6 7l1 1 2-2M6 12l1 1 2-2M6 17h6"/>'
    '<path d="M13 14l1-4 6-6 3 3-6 6z"/>',
    # Somebody in front of a board.
    Item.TRAINING: '<path d="M3 3h18v10H11M6 6h8M6 9h5"/><circle cx="5" cy="13" r="2.5"/>'
    '<path d="M1 22v-3q4-5 8 0v3M8 18l5-4"/>',
    # A helmet and a boot.
    Item.EQUIPMENT: '<path d="M2 11h20M4 11a8 8 0 0 1 16 0M10 3v4M14 3v4"/>'
    '<path d="M7 14h5v4l5 1v3H7z"/>',
    # A bus.
    Item.TRAVEL: '<path d="M2 5h20v13H2zM2 12h20M9 5v7M16 5v7"/><circle cx="7" cy="18" r="2.2"/>'
    '<circle cx="17" cy="18" r="2.2"/>',
    # A bed under a roof.
    Item.LODGING: '<path d="M1 11L12 2l11 9M4 12v9M4 18h16v3M20 18v-2H10v2"/>'
    '<circle cx="7" cy="14.5" r="1.5"/>',
    # Two pages with writing.
    Item.ADMINISTRATION: '<path d="M8 5V2h13v15h-4M3 6h13v16H3zM6 11h7M6 14h7M6 17h4"/>',
    # A lock on money.
    Item.DEPOSIT: '<rect x="1" y="12" width="14" height="9"/><circle cx="8" cy="16.5" r="2"/>'
    '<path d="M14 9h9v7h-6M16 9V6a2.5 2.5 0 0 1 5 0v3M18.5 11.5v2"/>',
    # Money under a table.
    Item.BRIBE: '<path d="M1 5h22M4 5v16M20 5v16"/><path d="M7 11h10v6H7z"/>'
    '<circle cx="12" cy="14" r="1.5"/>',
    # A page in a circle of arrows.
    Item.DOCUMENT_RENEWAL: '<path d="M8 7h6l2 2v8H8zM10.5 11h3M10.5 14h3"/>'
    '<path d="M3 9a10 10 0 0 1 17-2M20 2v5h-5M21 15a10 10 0 0 1-17 2M4 22v-5h5"/>',
    # A calendar with a person.
    Item.REPORTING_90_DAY: '<path d="M2 4h20v18H2zM2 9h20M7 2v4M17 2v4"/>'
    '<circle cx="12" cy="13" r="2"/><path d="M8 20q4-6 8 0"/>',
    # A question beside a coin.
    Item.OTHER: '<circle cx="12" cy="12" r="10"/>'
    '<path d="M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2.5M12 17v1.5"/>',
}


def picture(item: Item, size: int = 40) -> SafeString:
    """The drawing of an item as inline SVG; its words stand beside it."""
    return mark_safe(  # noqa: S308  our own drawing, nothing of a visitor in it
        f'<svg class="item" width="{size}" height="{size}" viewBox="0 0 24 24" '
        f'aria-hidden="true">{DRAWINGS[item]}</svg>'
    )


def drawing(item: Item, colour: str) -> str:
    """The drawing as an SVG of its own, for a card."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="1.6" stroke-linejoin="round" '
        f'stroke-linecap="round">{DRAWINGS[item]}</svg>'
    )
