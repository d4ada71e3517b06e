"""The words for codes of the directory on pages of staff."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.codes import Caution, Confidence, Helper, Papers, Status, Translated
from saphan.pillars.care.forms.labels import Words

HELPERS: Words[Helper] = {
    Helper.GOVERNMENT: _("Government office"),
    Helper.POLICE: _("Police"),
    Helper.EMBASSY: _("Embassy or consulate"),
    Helper.NGO: _("Organisation that is not the government"),
    Helper.CLINIC: _("Clinic"),
    Helper.UNION: _("Trade union"),
    Helper.INTERNATIONAL: _("International organisation"),
    Helper.UNKNOWN: _("Not known"),
}
PAPERS: Words[Papers] = {
    Papers.UNKNOWN: _("Not known"),
    Papers.YES: _("Yes"),
    Papers.NO: _("No"),
}
CONFIDENCES: Words[Confidence] = {
    Confidence.A: _("A: the owner, an authority, or two sources say so"),
    Confidence.B: _("B: one other source says so"),
    Confidence.C: _("C: the source is old or unclear"),
}
STATUSES: Words[Status] = {
    Status.ACTIVE: _("Works"),
    Status.INACTIVE: _("Does not work"),
    Status.DEFUNCT: _("Ended for good"),
    Status.CLOSED_FOR_NOW: _("Closed for now"),
}
CAUTIONS: Words[Caution] = {
    Caution.SAME_PROVINCE: _("Reaches only the province from which one calls"),
    Caution.MENU_MAY_HAVE_CHANGED: _("The key to press may have changed"),
    Caution.FEW_ANSWERED: _("Only about one call in five was answered"),
    Caution.UNDER_18: _("For children and young people under 18"),
    Caution.THAI_ABROAD: _("For Thai citizens in another country"),
    Caution.FISHING_PORTS: _("For fishing ports"),
    Caution.OTHER_LANGUAGES_NOT_STATED: _("Other languages may be spoken"),
    Caution.NO_LAO_STAFF: _("No staff for Lao; Thai is spoken"),
    Caution.NOT_KNOWN_WHETHER_OPEN: _("Was planned; whether it has opened is not known"),
    Caution.ALSO_ELSEWHERE: _("Also in other provinces at the border"),
    Caution.CALL_CENTRE_SCAMS: _("For scams by call centres"),
}
STATES: Words[Translated] = {
    Translated.CHECKED: _("Looked at by a second person"),
    Translated.HUMAN: _("Written by a person"),
    Translated.AUTOMATIC: _("Made by a machine, not looked at"),
}
STATE_TONES: Mapping[Translated, str] = {
    Translated.CHECKED: "fine",
    Translated.HUMAN: "plain",
    Translated.AUTOMATIC: "ask",
}
LANGUAGES: Mapping[str, str | Promise] = {
    "en": _("English"),
    "th": _("Thai"),
    "my": _("Burmese"),
    "km": _("Khmer"),
    "lo": _("Lao"),
    "vi": _("Vietnamese"),
    "shn": _("Shan"),
    "kar": _("Karen"),
    "mnw": _("Mon"),
    "zh": _("Chinese"),
    "ja": _("Japanese"),
    "ms": _("Malay"),
}
COUNTRIES: Mapping[str, str | Promise] = {
    "TH": _("All of Thailand"),
    "KH": _("Cambodia"),
    "LA": _("Lao PDR"),
    "MM": _("Myanmar"),
    "VN": _("Viet Nam"),
}
DAYS: Mapping[str, str | Promise] = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}
#: What a service is told in, by the name of its field in a file.
FIELDS: Mapping[str, str | Promise] = {
    "key": _("Short name in addresses"),
    "name": _("Name"),
    "alternate_name": _("Another name"),
    "organization": _("Organisation"),
    "kind": _("Who runs it"),
    "type": _("What it is, as its source says"),
    "status": _("Does it work?"),
    "needs": _("What it helps with"),
    "languages": _("Languages spoken"),
    "interpretation_services": _("About interpreters"),
    "phones": _("Telephone"),
    "printed": _("Telephone as the source prints it"),
    "other_number": _("Number that another list prints"),
    "hours": _("Hours"),
    "hours_printed": _("Hours as the source prints them"),
    "located": _("Where it lies"),
    "serves": _("Where it helps"),
    "asks_for_papers": _("Does it ask for papers?"),
    "shares_with_authorities": _("Does it tell authorities?"),
    "documents": _("Papers to bring"),
    "eligibility_description": _("Who can come"),
    "minimum_age": _("From which age"),
    "maximum_age": _("Up to which age"),
    "fees_description": _("What it costs"),
    "application_process": _("How to ask for it"),
    "referral_method": _("How to refer somebody"),
    "response_time": _("How fast it answers"),
    "alert": _("What people should know first"),
    "cautions": _("Cautions"),
    "url": _("Page on the internet"),
    "email": _("E-mail"),
    "assurer_email": _("E-mail of who vouches for it"),
    "sources": _("Pages where it was seen"),
    "year": _("Year of the source"),
    "confidence": _("How well it is sourced"),
    "checked": _("Sources last looked at on"),
    "verified_on": _("Verified on"),
    "verified_by": _("Verified by"),
    "verify_by": _("Look at it again by"),
    "translations": _("Texts in other languages"),
}
#: Fields of a service that can be told in other languages; the description is its ``type``.
TOLD: Mapping[str, str | Promise] = {
    "name": FIELDS["name"],
    "alternate_name": FIELDS["alternate_name"],
    "description": FIELDS["type"],
    "application_process": FIELDS["application_process"],
    "fees_description": FIELDS["fees_description"],
    "eligibility_description": FIELDS["eligibility_description"],
    "interpretation_services": FIELDS["interpretation_services"],
    "alert": FIELDS["alert"],
}


def tongue(code: str) -> str:
    """The name of a language in the language of the page; another one by its code."""
    return str(LANGUAGES.get(code, _("Another language") if code == "other" else code))
