"""The work of a centre on the screen: three people from the door to a letter, and its answer."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.web.browser.conftest import DESK, PHONE, As, Demo, Visit

#: Interactions that the journey J1 may need.
MOST = 60
THREE = (("ဇော်ဖြိုး", "ZAW PHYO"), ("ခင်စန်းရီ", "KHIN SAN YEE"), ("ဖြူကျော်", "PHYU KYAW"))
#: The grey of the ink with which somebody signs on the screen.
INK = 28
#: Milliseconds between two keys of somebody who types at 40 words a minute would be 300.
_PACE = 2


class Hands:
    """What a counsellor does with mouse and keyboard, counted one by one."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def type(self, label: str, text: str, *, nth: int = 0) -> None:
        """Go to a field and type; one interaction."""
        self.done += 1
        starts = re.compile(f"^{re.escape(label)}")
        field = self.page.locator("main").get_by_label(starts).nth(nth)
        field.click()
        field.press_sequentially(text, delay=_PACE)

    def choose(self, label: str, word: str, *, nth: int = 0) -> None:
        self.done += 1
        self.page.locator("main").get_by_label(label, exact=True).nth(nth).select_option(label=word)

    def tick(self, label: str, *, nth: int = 0) -> None:
        self.done += 1
        self.page.locator("main").get_by_label(label, exact=True).nth(nth).check()

    def press(self, name: str, *, role: str = "button") -> None:
        self.done += 1
        self.page.locator("main").get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


def receive_three(one: Visit) -> Hands:
    """Three garment workers whose certificates the factory keeps; gives the hands on their case."""
    hands = Hands(one.open("/care/"))
    hands.press("Somebody has come", role="link")
    hands.press("3", role="link")
    hands.choose("Language", "မြန်မာ")
    for label in ("Recruitment fee or overcharge", "Documents kept by others"):
        hands.tick(label)
    hands.choose("Nationality", "Myanmar")
    hands.type("Employer", "Invented Garment")
    hands.type("Agent or broker", "Invented broker")
    hands.choose("Document somebody else keeps", "Certificate of identity (CI)")
    hands.choose("Who keeps it", "The employer keeps it")
    hands.choose("What they paid for", "Service fee")
    hands.choose("To whom", "a sub-agent")
    for n, (own, document) in enumerate(THREE):
        hands.choose(
            "May we contact her or him? How?", "Comes back to us, or asks by number and PIN", nth=n
        )
        hands.type("Name, own script", own, nth=n)
        hands.type("Name as in the document", document, nth=n)
        hands.choose("Sex", "Woman", nth=n)
        hands.choose("Age", "25 to 34", nth=n)
        hands.tick("Keep a record and help", nth=n)
        hands.tick("Act for her or him towards the authorities", nth=n)
        hands.type("Paid, baht", f"1{n}500", nth=n)
    hands.press("Receive and open a case")
    one.page.wait_for_url(re.compile(r"/care/cases/K-"))
    return hands


def test_three_people_from_the_door_to_a_letter(visit: As, chromium: Browser, demo: Demo) -> None:
    one = visit("counsellor", DESK)
    hands = receive_three(one)
    page, case = one.page, one.path
    expect(page.locator(".people li")).to_have_count(3)
    _one_signs(one, case)
    hands.press("Refer", role="link")
    hands.choose("What is needed", "Legal advice")
    hands.press("Show")
    page.wait_for_url(re.compile("need=legal"))
    hands.done += 1
    page.locator(".papers h3 a").first.click()
    for n in range(3):
        hands.done += 1
        page.locator("input[name=members]").nth(n).check()
    hands.type("Why, in three lines at most", "Fees paid; certificates kept.")
    hands.press("Send")
    page.wait_for_url(re.compile("/referrals/R-"))
    referral = one.path
    with page.expect_response(re.compile(r"letter\.pdf")) as answered:
        letter = page.get_by_role("link", name="Letter", exact=True).get_attribute("href")
        hands.done += 1
        page.evaluate("(to) => fetch(to)", letter)
    assert answered.value.status == 200
    assert hands.done <= MOST, hands.done
    letter_file = page.request.get(demo.address + str(letter)).body()
    sheets = PdfReader(BytesIO(letter_file)).pages
    assert len(sheets) == 1
    link = page.locator("section code").inner_text()
    _receiver_answers(chromium, urlsplit(link).path, demo)
    one.open(referral)
    assert "Received" in page.locator(".timeline").inner_text()
    _one_takes_it_back(one, case)
    one.open(referral)
    assert "1 person took it back" in page.locator("dl.summary").first.inner_text()
    assert THREE[0][1] not in page.locator("dl.summary").first.inner_text()


def _receiver_answers(chromium: Browser, path: str, demo: Demo) -> None:
    """An officer with a phone, without an account; the link opens once."""
    context = chromium.new_context(
        viewport=dict(PHONE),  # type: ignore[arg-type]
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(demo.address + path)
    assert page.locator("html").get_attribute("lang") == "th"
    words = page.locator("main").inner_text()
    assert not [name for pair in THREE for name in pair if name in words]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("input[name=reply][value=received]").check()
    page.locator("form button").click()
    page.locator("main a code").wait_for()
    assert context.cookies() == []
    again = page.goto(demo.address + path)
    assert again is not None
    assert again.status == 404
    guessed = page.goto(demo.address + path[:-3] + "xx/")
    assert guessed is not None
    assert guessed.status == 404
    context.close()


def _one_takes_it_back(one: Visit, case: str) -> None:
    page = one.open(f"{case}people/1/")
    page.get_by_label("What was asked").select_option("referral")
    page.get_by_label("Who may do it").select_option(index=1)
    page.get_by_label("Takes it back").check()
    page.get_by_role("button", name="Write down", exact=True).click()
    expect(page.locator(".banner")).to_contain_text("The answer was written down.")


def _one_signs(one: Visit, case: str) -> None:
    """With the mouse; what was drawn is what is kept."""
    page = one.open(case)
    hint = page.locator(".people li").nth(1).get_by_role("link", name="signature missing")
    hint.click()
    page.get_by_role("link", name="Add the signature").click()
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".banner")).to_contain_text("The file was kept, encrypted.")
    kept = page.get_by_role("link", name=re.compile(r"^Open\b")).get_attribute("href")
    with Image.open(BytesIO(page.request.get(urljoin(page.url, kept)).body())) as drawn:
        assert drawn.size == (1200, 600)
        across, down = (1200 / box["width"], 600 / box["height"])
        line, paper = (round(120 * across), round(65 * down)), (9, 9)
        grey = drawn.convert("L")
        assert (grey.getpixel(line), grey.getpixel(paper)) == (INK, 255)
    one.open(case)
    expect(hint).to_have_count(0)


def test_two_counsellors_lose_no_word(visit: As) -> None:
    first, second = visit("counsellor", DESK), visit("counsellor-th", DESK)
    receive = first.open("/care/?whose=all")
    receive.locator("table.data tbody a").first.click()
    first.page.wait_for_url(re.compile("/care/cases/K-"))
    case = first.path
    first.open(f"{case}change/")
    second.open(f"{case}change/")
    first.page.locator("textarea[name=wish]").fill("Invented: the documents back")
    first.page.locator("form.form button").last.click()
    first.page.wait_for_url(f"**{case}")
    second.page.locator("textarea[name=wish]").fill("Invented: the wages first")
    second.page.locator("form.form button").last.click()
    clash = second.page.locator(".clash")
    expect(clash).to_contain_text("Invented: the documents back")
    assert second.page.locator("textarea[name=wish]").input_value() == "Invented: the wages first"
    both = "Invented: the documents back, and the wages first"
    second.page.locator("textarea[name=wish]").fill(both)
    second.page.locator("form.form button").last.click()
    second.page.wait_for_url(f"**{case}")
    assert both in second.page.locator("main").inner_text()
