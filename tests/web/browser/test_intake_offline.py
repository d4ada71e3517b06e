"""Three people are received where there is no network, and sent once there is one again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import PHONE, As
from tests.web.browser.test_every_page import INSPECT

#: The blank page is the last thing that is kept.
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const pause = (resolve) => setTimeout(resolve, 50);
  for (let tries = 0; tries < 300; tries += 1) {
    if (navigator.serviceWorker.controller && await caches.match("/care/new/kept/")) break;
    await new Promise(pause);
  }
  return (await caches.match("/care/new/kept/")).text();
}"""
#: Everything that the browser holds for the site, other than the pages and files it keeps.
HELD = """async () => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open("saphan intake");
    asked.onsuccess = () => done(asked.result);
  });
  const all = open.transaction("entries").objectStore("entries").getAll();
  await new Promise((done) => { all.onsuccess = done; });
  open.close();
  return JSON.stringify([all.result, { ...sessionStorage }, { ...localStorage }]);
}"""
NO_WORKER = "navigator.serviceWorker.register = () => Promise.reject(new Error('not here'))"
#: Nobody in the demo is called like this.
NAMES = ("BUKTOP FEGMAL", "DORSIP WUNKEL", "HATPIG JOMRET")


def fill_in(page: Page) -> None:
    """Three people: two agreed, the third is ticked later; one has a second payment."""
    page.locator("select[name=language]").select_option("my")
    page.locator("textarea[name=story]").fill("Invented story ၃၀၀၀")
    page.get_by_role("button", name="One more payment").nth(1).click()
    page.locator("[name=p2-pay2-item]").select_option("visa")
    page.locator("[name=p2-pay2-amount]").fill("1900")
    for n, name in enumerate(NAMES, 1):
        page.locator(f"[name=p{n}-document_name]").fill(name)
        page.locator(f"[name=p{n}-agrees][value=record]").check()
        page.locator(f"[name=p{n}-amount]").fill("sixteen" if n == 3 else "16500")


def test_three_people_without_a_network(visit: As) -> None:
    one = visit("counsellor", PHONE)
    page = one.open("/care/new/")
    blank = page.evaluate(KEPT)
    assert not re.search("csrf|Counsellor|data-member", blank)
    page.context.set_offline(True)
    page.goto(f"{one.address}/care/new/?people=2")
    expect(page.locator(".banner")).to_contain_text("no network")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", page.locator("input[name=on]").input_value())
    page.get_by_role("button", name="One more person").click()
    fill_in(page)
    page.locator("[name=p3-agrees][value=record]").uncheck()
    assert page.evaluate(INSPECT) == []
    page.reload()
    assert page.locator("[name=p3-document_name]").input_value() == NAMES[2]
    assert page.locator("[name=p2-pay2-amount]").input_value() == "1900"
    # Who did not agree is pointed out while she is still there.
    seal = page.get_by_role("button", name="Seal on this device")
    seal.click()
    assert page.evaluate("document.activeElement.name") == "p3-agrees"
    page.locator("[name=p3-agrees][value=record]").check()
    seal.click()
    line = page.locator("#entries li")
    expect(line).to_contain_text("3 people")
    expect(page.locator("#entries [role=status]")).to_be_focused()
    assert page.locator("[name=p1-document_name]").input_value() == ""
    held = page.evaluate(HELD)
    assert not [word for word in (*NAMES, "Invented", "16500", "document_name") if word in held]
    assert page.evaluate(INSPECT) == []
    line.get_by_role("button", name="Remove").click()
    expect(line).to_contain_text("Removed")
    page.reload()
    line.get_by_role("button", name="Undo").click()
    expect(line).not_to_contain_text("Removed")
    page.reload()
    expect(line).to_have_count(1)
    page.context.set_offline(False)
    _send(page)
    again = page.evaluate(HELD)
    with page.expect_response(lambda one: one.request.method == "POST") as sent:
        page.get_by_role("button", name="Keep", exact=True).last.click()
    assert not sent.value.from_service_worker
    page.wait_for_url(re.compile("/care/new/sealed/.+"))
    expect(page.locator("#entries")).to_be_hidden()
    case = page.locator("main a.button").inner_text()
    page.wait_for_function("async () => !(await (%s)()).includes('sealed')" % HELD)  # noqa: UP031
    _send_again(page, again)
    page.wait_for_url(re.compile("/care/new/sealed/.+"))
    assert page.locator("main a.button").inner_text() == case
    page.locator("main a.button").click()
    expect(page.locator(".people li")).to_have_count(3)
    assert "Invented story ၃၀၀၀" in page.locator("main").inner_text()


@pytest.mark.parametrize("worker", [True, False])
def test_one_press_receives(visit: As, *, worker: bool) -> None:
    """With a worker the page asks first whether the network is there; without one it just sends."""
    one = visit("counsellor")
    if not worker:
        one.page.add_init_script(NO_WORKER)
    page = one.open("/care/new/")
    if worker:
        page.evaluate(KEPT)
    page.locator("select[name=language]").select_option("my")
    with page.expect_request(lambda asked: asked.method == "POST"):
        page.get_by_role("button", name="Receive and open a case").click()
    expect(page.locator(".faults")).to_be_visible()


def _send(page: Page) -> None:
    """Back at the server: the entry is sent, looked through and corrected."""
    page.get_by_role("link", name="Send when the network is back").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".faults")).to_be_visible()
    assert [page.locator(f"[name=p{n}-document_name]").input_value() for n in (1, 2, 3)] == [*NAMES]
    assert page.locator("[name=p2-pay2-amount]").input_value() == "1900"
    page.locator("[name=p3-amount]").fill("16000")


def _send_again(page: Page, held: str) -> None:
    """The same entry from somebody whose answer was lost."""
    page.goto(page.url.partition("sealed/")[0])
    page.evaluate(
        """(held) => {
          const form = document.querySelector("#entries form");
          form.elements.sealed.value = JSON.parse(held)[0][0].sealed;
          form.submit();
        }""",
        held,
    )
