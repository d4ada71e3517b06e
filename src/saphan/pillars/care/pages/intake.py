"""Somebody has come: those who came together are received on one page, and a case is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from saphan.domain.care.casework import Answered
from saphan.domain.people.consent import Medium, Purpose
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, Refused
from saphan.foundation.banners import tell
from saphan.foundation.forms import HouseForm
from saphan.foundation.guards import needs
from saphan.foundation.sealed_forms import sealing_key
from saphan.parties.queries import own_organisations
from saphan.people.actions.identity import open_identities
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.actions.groups import receive_group
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.cases import day_said
from saphan.pillars.care.forms.intake import MOST, GroupForm, PersonForm
from saphan.pillars.care.forms.payments import (
    MOST_PAYMENTS,
    PaymentForm,
    further,
    further_prefixes,
)
from saphan.pillars.care.queries.intake import Likely, case_of_entry, likely_same

#: How many may be chosen at once; more are added one by one.
OFTEN = (1, 2, 3, 5, 10)
#: Stands for the number of a person in the part of the page that the script repeats.
ANY_NUMBER = "__n__"
ANY_PAYMENT = "__k__"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the record who may be the same: her name, what is alike, her age."""

    found: Likely
    name: str
    alike: tuple[str | Promise, ...]
    age: str | Promise


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of those who came: her part of the form, and who she may be already."""

    number: int | str
    form: PersonForm
    likely: tuple[Known, ...] = ()
    payments: tuple[PaymentForm, ...] = ()

    @property
    def name(self) -> str:
        """What her part of the page is called."""
        return gettext("Person %(n)s") % {"n": self.number}

    @property
    def forms(self) -> tuple[HouseForm, ...]:
        """Her own part and her payments besides the first."""
        return self.form, *self.payments

    @property
    def told(self) -> int:
        """How many payments there is room for: the first and those besides."""
        return 1 + len(self.payments)

    @property
    def room_for_payments(self) -> bool:
        """Whether one more payment can be told here."""
        return self.told < MOST_PAYMENTS


@dataclass(frozen=True, slots=True)
class Filled:
    """An intake as it was typed: what holds for everybody, each person, whether all is valid."""

    group: GroupForm
    people: Sequence[Somebody]
    valid: bool = True

    @property
    def asks(self) -> bool:
        """Whether somebody may be known already."""
        return any(one.likely for one in self.people)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who receives: the member, her organisation, and the entry of the device, if it is of one."""

    viewer: Viewer
    keeper: UUID
    entry: UUID | None = None
    #: Sealed for this key is what is typed without a network.
    key: str = field(default_factory=sealing_key)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """The intake. Whoever may be known already is asked about before anything is kept."""
    desk = desk_of(request)
    many = _how_many(request.POST.get("many") or request.GET.get("people") or "")
    if request.method != "POST":
        return intake_page(request, desk, blank(many))
    if "more" in request.POST:
        return intake_page(request, desk, _as_typed(request, min(MOST, many + 1)))
    if "pay" in request.POST:
        return intake_page(request, desk, _as_typed(request, many, pays=request.POST["pay"]))
    filled = read(request.POST, desk)
    if not filled.valid:
        return intake_page(request, desk, filled, status=422)
    if "checked" not in request.POST and filled.asks:
        return intake_page(request, desk, filled)
    if desk.entry and case_of_entry(desk.viewer, organisation=desk.keeper, entry=desk.entry):
        return redirect("care:received", desk.entry)
    try:
        code = _receive(desk, filled)
    except Refused as refused:
        return intake_page(request, desk, filled, status=422, refused=refused)
    words = ngettext("{n} person was received.", "{n} people were received.", many)
    tell(request, words.format(n=many))
    return redirect("care:received", desk.entry) if desk.entry else redirect("care:case", code)


def desk_of(request: HttpRequest) -> Desk:
    """Who receives. The organisation that keeps the record is the counsellor's own.

    Raises ``NotAllowed("permission.missing")`` when there is none.
    """
    viewer = member_of(request.user)
    own = own_organisations(viewer, Permission.CASES_RECORD)
    if not own:
        raise NotAllowed("permission.missing", permission=Permission.CASES_RECORD.value)
    try:
        entry = UUID(request.POST.get("entry", ""))
    except ValueError:
        entry = None
    return Desk(viewer, own[0].id, entry)


def blank(many: int) -> Filled:
    """The form as it is before anything is typed."""
    group = GroupForm(initial=first_said())
    return Filled(group, [Somebody(n, _blank(n)) for n in range(1, many + 1)])


def read(said: QueryDict, desk: Desk) -> Filled:
    """What was typed, and who of them may be known already once all of it is as it must be."""
    group = GroupForm(said)
    many = _how_many(said.get("many", ""))
    people = [
        Somebody(n, PersonForm(said, prefix=f"p{n}"), payments=further(said, n))
        for n in range(1, many + 1)
    ]
    filled = Filled(group, people)
    if not all([group.is_valid(), *(form.is_valid() for one in people for form in one.forms)]):
        return replace(filled, valid=False)
    asked = [replace(one, likely=_likely(desk, group, one.form)) for one in people]
    return replace(filled, people=asked)


def _receive(desk: Desk, filled: Filled) -> str:
    shared = {**filled.group.cleaned_data, "witness": desk.viewer.code}
    return receive_group(
        by=desk.viewer,
        at=timezone.now(),
        organisation=desk.keeper,
        visit=filled.group.visit(),
        arrivals=[
            one.form.arrival(
                shared,
                keeper=desk.keeper,
                others=[paid for form in one.payments if (paid := form.charge())],
            )
            for one in filled.people
        ],
        complaints=filled.group.complaints_told(),
        province=shared["province"],
        story=shared["story"],
        entry=desk.entry,
    ).code


def intake_page(
    request: HttpRequest,
    desk: Desk,
    filled: Filled,
    *,
    status: int = 200,
    refused: Refused | None = None,
    template: str = "care/intake.html",
) -> HttpResponse:
    """The page as far as it is filled in, with what is wrong and who may be known already."""
    facts = {
        "desk": desk,
        "group": filled.group,
        "people": filled.people,
        "many": len(filled.people),
        "often": OFTEN,
        "most": MOST,
        "another_payment": PaymentForm(prefix=f"p{ANY_NUMBER}-pay{ANY_PAYMENT}"),
        "most_payments": MOST_PAYMENTS,
        "another": Somebody(ANY_NUMBER, _blank(ANY_NUMBER)),
        "ask": filled.asks,
        "refused": refused,
        "parts": [(one.name, form) for one in filled.people for form in one.forms],
        "room_for_more": len(filled.people) < MOST,
    }
    return render(request, template, facts, status=status)


def _how_many(said: str) -> int:
    return min(MOST, max(1, int(said))) if said.isascii() and said.isdigit() else 1


def first_said() -> dict[str, object]:
    """What a form about everybody says before anything is typed."""
    return {
        "on": day_said(timezone.localdate()),
        "danger": Answered.NOT_ASKED.value,
        "medium": Medium.SIGNATURE.value,
    }


def _blank(number: int | str) -> PersonForm:
    return PersonForm(prefix=f"p{number}")


def _as_typed(request: HttpRequest, many: int, *, pays: str = "") -> Filled:
    """What was typed so far, with room for so many, and for one more payment of one of them."""
    group = GroupForm(initial=_as_said(request, GroupForm()))
    people = [_kept(request, n, more=int(str(n) == pays)) for n in range(1, many + 1)]
    return Filled(group, people)


def _kept(request: HttpRequest, number: int, *, more: int) -> Somebody:
    """What was typed about somebody, without complaining about what is still missing."""
    prefix = f"p{number}"
    form = PersonForm(prefix=prefix, initial=_as_said(request, PersonForm(prefix=prefix)))
    paid = []
    for one in further_prefixes(request.POST, number, more=more):
        there = f"{one}-currency" in request.POST
        said = _as_said(request, PaymentForm(prefix=one)) if there else {}
        paid.append(PaymentForm(prefix=one, initial=said))
    if more and paid:
        paid[-1].fields["item"].widget.attrs["autofocus"] = True
    return Somebody(number, form, payments=tuple(paid))


def _as_said(request: HttpRequest, form: HouseForm) -> dict[str, object]:
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def _likely(desk: Desk, group: GroupForm, one: PersonForm) -> tuple[Known, ...]:
    """Who this may be already, with the name that is kept; that it was read stays in the trail."""
    if one.cleaned_data["known"]:
        return ()
    found = likely_same(
        desk.viewer,
        organisation=desk.keeper,
        identity=one.identity(),
        age=one.age_told(),
        employer=group.cleaned_data["employer"],
        agent=group.cleaned_data["agent"],
    )
    likely = [each for each in found if each.certain or each.weight >= ENOUGH]
    names = open_identities(
        by=desk.viewer,
        at=timezone.now(),
        workers=[each.worker for each in likely],
        purpose=Purpose.RECORD,
    )
    return tuple(
        Known(
            each,
            " · ".join(names[each.worker].names) if each.worker in names else each.code,
            tuple(ALIKE[what] for what in each.alike),
            labels.AGES[each.age],
        )
        for each in likely
    )


#: Somebody is asked about from this weight on: two parts of the name sound alike, or one does and
#: something else is the same.
ENOUGH = 4
ALIKE = {
    "name": _("the name"),
    "phone": _("the number"),
    "sound": _("the sound of the name"),
    "age": _("the age"),
    "employer": _("the employer"),
    "agent": _("the agent"),
}
