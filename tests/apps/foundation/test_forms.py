"""What is written into a form is tidied before anything else reads it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from saphan.foundation.forms import HouseForm

ZAWGYI, UNICODE = "ကၽြန္ေတာ့္ကို ေတာင္းတယ္", "ကျွန်တော့်ကို တောင်းတယ်"


class StoryForm(HouseForm):
    story = forms.CharField(widget=forms.Textarea, max_length=60)
    secret = forms.CharField(widget=forms.PasswordInput, strip=False)
    sheet = forms.ChoiceField(choices=[("a  b", "a  b")])


def test_text_is_tidied_and_shown_so_again_and_a_password_is_not_touched() -> None:
    written = QueryDict(mutable=True)
    written.update({"f-story": f"{ZAWGYI}\r\n\r\n\r\nน้ํา ", "f-secret": ZAWGYI, "f-sheet": "a  b"})
    form = StoryForm(written, prefix="f")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "story": f"{UNICODE}\n\nน้ำ",
        "secret": ZAWGYI,
        "sheet": "a  b",
    }
    assert UNICODE in str(form["story"])
    assert ZAWGYI in str(written["f-story"])


def test_a_form_that_was_given_a_plain_mapping_is_tidied_too() -> None:
    form = StoryForm({"story": " \u200b ", "secret": "x", "sheet": "a  b"})
    assert form.errors.as_data()["story"][0].code == "required"
