"""The first day with Ignition, in a real browser: from the door to the Ignition Point, and back."""

from __future__ import annotations

import re

import pytest

from .conftest import ROOT, Product, listened, sign_in

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
from playwright.sync_api import expect

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


def test_dropped_documents_become_three_two_one(filled: Product, page) -> None:
    page.goto(filled.url)
    assert 1 <= page.locator(".count-action .point").count() <= 3
    assert page.locator(".count-risk .point").count() <= 2
    assert page.locator(".count-ignition .point").count() <= 1
    expect(page.locator(".point.open .point-worth")).to_contain_text("circa")
    expect(page.locator(".point.open .point-worth")).to_contain_text(re.compile(r"tra .+ e .+"))


def test_only_the_ignition_point_burns(filled: Product, page) -> None:
    page.goto(filled.url)
    ember = "rgb(194, 65, 12)"
    for number in page.locator(".count-action .numeral, .count-risk .numeral").all():
        assert number.evaluate("node => getComputedStyle(node).color") != ember
    for number in page.locator(".count-ignition .numeral").all():
        assert number.evaluate("node => getComputedStyle(node).color") == ember


def test_the_day_fits_on_one_screen_of_a_phone(filled: Product, page) -> None:
    page.goto(filled.url)
    last = page.locator(".point").last.bounding_box()
    rail = page.locator(".rail").bounding_box()
    assert last["y"] + last["height"] <= rail["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_done_is_one_tap_and_can_be_undone(filled: Product, page) -> None:
    page.goto(filled.url)
    page.evaluate("window.stays = true")
    title = page.locator(".point.open .point-title").inner_text()
    page.locator(".point.open").get_by_role("button", name="Fatto").click()
    expect(page.locator(".point-answered")).to_contain_text(title)
    expect(page.get_by_role("status")).to_contain_text("Segnata come fatta")
    page.get_by_role("button", name="Annulla").click()
    expect(page.locator(".point-answered")).to_have_count(0)
    expect(page.locator(".point.open .point-title")).to_have_text(title)
    assert page.evaluate("window.stays"), "the page was loaded again"


def test_a_refusal_is_explained_in_one_tap_or_not_at_all(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".point.open").get_by_role("button", name="Non serve").click()
    page.locator(".toast").get_by_role("button", name="hanno già ordinato").click()
    expect(page.locator(".toast")).to_contain_text("Preso nota: hanno già ordinato.")
    page.locator(".toast").get_by_role("button", name="Annulla").click()
    expect(page.locator(".toast")).to_have_count(0)
    expect(page.locator(".point-answered")).to_have_count(0)


def test_why_opens_the_facts_and_their_sources(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".point.open").get_by_role("button", name="Perché?").click()
    facts = page.locator(".point.open .why-box li")
    expect(facts.first).to_be_visible()
    assert all(source.strip() for source in page.locator(".why-box .source").all_inner_texts())
    page.locator(".point.open").get_by_role("button", name="Perché?").click()
    expect(facts).to_have_count(0)


def test_a_phone_opens_one_point_at_a_time(filled: Product, page) -> None:
    page.goto(filled.url)
    second = page.locator(".point:not(.point-answered)").nth(1)
    expect(second.get_by_role("button", name="Fatto")).to_be_hidden()
    second.locator("[data-opens]").click()
    expect(second.get_by_role("button", name="Fatto")).to_be_visible()
    expect(page.locator(".point.open")).to_have_count(1)


def test_from_a_point_to_its_customer_and_a_note(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".point-title a").first.click()
    expect(page.locator("#timeline-title")).to_be_visible()
    page.get_by_label("Nota", exact=True).fill("Richiama lunedì, perché c'è già il budget")
    page.get_by_role("button", name="Aggiungi nota").click()
    expect(page.locator(".timeline li").first).to_contain_text("Richiama lunedì")
    expect(page.get_by_label("Nota", exact=True)).to_have_value("")


def test_search_finds_as_one_types_whatever_the_accents(filled: Product, page) -> None:
    page.goto(filled.url)
    page.goto(f"{filled.url}/customers/")
    name = page.locator(".row-link").first.inner_text()
    page.get_by_role("searchbox").press_sequentially(name.upper()[:6])
    expect(page.locator(".row-link").first).to_contain_text(re.compile(re.escape(name[:6]), re.IGNORECASE))
    page.get_by_role("searchbox").fill("zzzz nessuno")
    expect(page.get_by_role("heading", name="Nessun cliente trovato")).to_be_visible()


def test_deals_are_drawn_and_open_beside_the_list(filled: Product, page) -> None:
    page.goto(filled.url)
    page.goto(f"{filled.url}/deals/")
    expect(page.locator(".chart svg")).to_be_visible()
    page.locator("a[data-drawer]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_language_changes_and_stays_changed(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".rail-foot summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Customers")).to_be_visible()
    page.goto(f"{filled.url}/customers/")
    expect(page.get_by_role("heading", name="Customers")).to_be_visible()
    page.locator(".rail-foot summary").click()
    page.get_by_role("button", name="Italiano").click()
    expect(page.get_by_role("heading", name="Clienti")).to_be_visible()


def test_the_dark_is_a_choice_that_stays(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".rail-foot summary").click()
    page.get_by_role("button", name="Scuro").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 22, 28)"


def test_everything_works_without_a_script(filled: Product, browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="it-IT")
    page = listened(context.new_page(), filled)
    sign_in(page, filled)
    page.locator(".point").first.get_by_role("button", name="Domani").click()
    expect(page.locator(".point-answered")).to_have_count(1)
    page.get_by_role("button", name="Annulla").click()
    expect(page.locator(".point-answered")).to_have_count(0)
    page.locator(".point").first.get_by_role("button", name="Perché?").click()
    expect(page.locator(".why-box")).to_be_visible()
    context.close()


def test_the_owner_decides_who_is_left_out_by_lot(filled: Product, page) -> None:
    page.goto(filled.url)
    page.locator(".rail-foot summary").click()
    page.get_by_role("link", name="Prove e promesse").click()
    expect(page.get_by_role("heading", name="Prove e promesse")).to_be_visible()
    for choice in ("Alcuni clienti", "Nessuno"):
        page.get_by_role("radio", name=choice).check()
        page.get_by_role("button", name="Salva").click()
        expect(page.get_by_role("radio", name=choice)).to_be_checked()


@pytest.mark.parametrize("place", ["/", "/customers/", "/deals/", "/arrivals/", "/doubts/", "/me", "/proof/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(filled: Product, page, place: str, theme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `make front`")
    page.emulate_media(color_scheme=theme)
    page.goto(filled.url)
    page.goto(filled.url + place)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []


def test_no_request_ever_left_and_no_page_complained(filled: Product, page) -> None:
    """Stands last: it looks back on every page the tests above opened."""
    page.goto(filled.url)
    for place in ("/customers/", "/deals/", "/arrivals/", "/doubts/", "/me", "/proof/", "/nowhere"):
        page.goto(filled.url + place)
    assert filled.strangers == []
    assert [line for line in filled.said if "404" not in line] == []
