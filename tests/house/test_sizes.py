"""Functions and files stay small enough to be read at one glance."""

from __future__ import annotations

from statistics import median, quantiles

from .sources import ROOT, functions, modules

LONGEST_FUNCTION = 60
LONGEST_FILE = 400


def lengths() -> list[int]:
    """The length of every function in lines."""
    return [function.lines for file in modules() for function in functions(file)]


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{function}: {function.lines}"
        for file in modules()
        for function in functions(file)
        if function.lines > LONGEST_FUNCTION
    ]
    assert not long


def test_the_usual_function_is_short() -> None:
    found = lengths()
    assert len(found) > 100
    assert median(found) <= 10
    assert quantiles(found, n=10)[8] <= 30


def test_no_file_is_longer_than_a_sitting() -> None:
    counted = {file: len(file.read_text("utf-8").splitlines()) for file in modules()}
    long = {str(f.relative_to(ROOT)): n for f, n in counted.items() if n > LONGEST_FILE}
    assert not long
