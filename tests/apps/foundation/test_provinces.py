"""Provinces have a name in every script."""

from __future__ import annotations

import pytest

from saphan.foundation.provinces import PROVINCES, province_said, provinces_said


@pytest.mark.parametrize("language", ["th", "my", "km", "lo"])
def test_every_province_is_named_in_the_script_of_the_language(language: str) -> None:
    named = dict(provinces_said(language))
    assert named.keys() == PROVINCES.keys()
    assert not [code for code, name in named.items() if name.isascii()]
    assert province_said("TH-63", language) == named["TH-63"]
