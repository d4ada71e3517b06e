"""What may travel to another organisation: consent first, then the least, then a protocol.

Three conditions, all of them: the person agreed to tell this organisation for this purpose, the
purpose is stated, and whatever goes beyond the least is covered by a signed protocol.
Source: IOM data protection principle 5, transfer to third parties.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saphan.domain.care.referral import LEAST, Detail
from saphan.domain.people.consent import State
from saphan.domain.refusals import Incomplete, Refused


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signed protocol as far as it decides: its days and what it covers."""

    signed_on: date
    ends_on: date | None
    covers: frozenset[Detail]

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.signed_on <= day and (self.ends_on is None or day <= self.ends_on)


def check_consents(states: Mapping[int, State]) -> None:
    """Everybody who is referred agreed to it. ``states`` by the number of the member.

    Raises ``Incomplete("referral.nobody")`` or ``Refused("referral.consent_needed", members=...)``.
    """
    if not states:
        raise Incomplete("referral.nobody")
    without = sorted(number for number, state in states.items() if state is not State.GIVEN)
    if without:
        raise Refused("referral.consent_needed", members=without)


def beyond_least(details: Iterable[Detail]) -> frozenset[Detail]:
    """What needs a protocol."""
    return frozenset(details) - LEAST


def check_details(
    details: Collection[Detail], agreements: Iterable[Agreement], *, on: date
) -> None:
    """Whatever goes beyond the least is covered by one protocol in force.

    Raises ``Refused("referral.protocol_needed", details=...)``.
    """
    more = beyond_least(details)
    covered = [agreement.covers for agreement in agreements if agreement.holds(on)]
    if more and not any(more <= covers for covers in covered):
        best = max(covered, key=lambda covers: len(more & covers), default=frozenset[Detail]())
        raise Refused("referral.protocol_needed", details=sorted(more - best))


def initials(name: str) -> str:
    """The first letter of each part of a name, for somebody who must not be named.

    A letter of Thai, Lao, Khmer or Burmese script that is written before or around another one
    stays with it: the first cluster is taken, not the first sign.
    """
    return " ".join(f"{_first(part)}." for part in name.split())


def _first(part: str) -> str:
    leading = 2 if part[0] in _LEADING and len(part) > 1 else 1
    return part[:leading].upper()


#: Vowels of Thai and Lao that are written before the consonant they follow in speech.
_LEADING = frozenset("เแโใไເແໂໃໄ")
