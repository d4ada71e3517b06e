"""How many parts a text message takes, so that none is cut and none costs more than two.

Source: 3GPP TS 23.038 (GSM 7-bit default alphabet and its extension, UCS-2) and 3GPP TS 23.040
(a part of a longer message gives up 6 octets to its header).
"""

from __future__ import annotations

#: Nobody gets more than so many parts.
MOST_PARTS = 2
#: Characters of one message alone, and of each part of a longer one.
_SEPTETS, _UNITS = (160, 153), (70, 67)

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Two septets each.
_EXTENSION = frozenset("^{}\\[~]|€\f")


def sms_parts(text: str) -> int:
    """The parts of a text message.

    Letters outside the GSM alphabet (Thai, Burmese, Khmer, Lao, most of Vietnamese) make the whole
    message UCS-2: 70 characters, or 67 in each of several parts.
    """
    if set(text) <= _GSM | _EXTENSION:
        size, (alone, part) = len(text) + sum(c in _EXTENSION for c in text), _SEPTETS
    else:
        size, (alone, part) = len(text.encode("utf-16-le")) // 2, _UNITS
    return 1 if size <= alone else -(-size // part)
