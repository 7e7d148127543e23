"""The pages in a real browser, from a file, without a network."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_report import ATTACKS, a_record, many, two

from factorygap.report import article_page, corpus_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser, tmp_path: Path) -> Iterator:
    """Opens a page from a file; afterwards nothing may have been asked of the network or complained of."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    def open_page(html: str):
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        return page

    yield open_page
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    page.close()


def test_hover_and_focus_show_the_record_of_a_word(show) -> None:
    page = show(article_page(a_record()))
    page.hover("#text .mark.level >> nth=0")
    assert "stood idle since May" in page.inner_text("#card")
    page.focus("#text .mark.level >> nth=1")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert "Point at" in page.inner_text("#card")


def test_a_layer_can_be_switched_off_and_on(show) -> None:
    page = show(article_page(a_record()))
    mark = page.locator("#text .mark.facility").first
    assert "off" not in mark.get_attribute("class").split()
    page.uncheck("[data-layer=facility]")
    assert "off" in mark.get_attribute("class").split()
    assert mark.get_attribute("tabindex") == "-1"
    page.check("[data-layer=facility]")
    assert "off" not in mark.get_attribute("class").split()


def test_chrome_is_hidden_until_asked_for(show) -> None:
    page = show(article_page(a_record()))
    assert not page.is_visible("text=Most read: others")
    page.check("[data-layer=chrome]")
    assert page.is_visible("text=Most read: others")


def test_a_click_leads_from_a_quote_to_its_words(show) -> None:
    page = show(article_page(a_record()))
    page.click(".gap a >> nth=0")
    assert page.url.endswith("#at-o2")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_runs_nothing(show, attack: str) -> None:
    record = a_record()
    record.article.title = attack
    record.facilities[0].name = attack
    record.output_levels[0].voice.name = attack
    for html in (article_page(record), corpus_page([record, a_record()])):
        page = show(html)
        assert page.evaluate("window.hit") is None
        assert page.locator("img").count() == 0


def test_filters_narrow_facilities_and_gaps(show) -> None:
    page = show(corpus_page(two()))
    assert page.inner_text("#count") == "2 facilities, 4 gaps"
    page.fill("[name=text]", "ashgrove")
    page.wait_for_selector("#count:has-text('1 facilities')")
    assert page.inner_text("#count") == "1 facilities, 2 gaps"
    page.click("button[type=reset]")
    page.wait_for_selector("#count:has-text('2 facilities')")
    page.fill("[name=from]", "2030-01-01")
    page.wait_for_selector("#count:has-text('0 facilities')")


def test_a_point_on_the_map_opens_its_facility_by_keyboard(show) -> None:
    page = show(corpus_page(two()))
    page.focus("#map .dot >> nth=0")
    page.keyboard.press("Enter")
    assert page.is_visible("#detail")
    assert "stood idle since May" in page.inner_text("#detail-body")
    page.keyboard.press("Escape")
    assert not page.is_visible("#detail")


def test_dark_and_print_have_text_that_can_be_read(show) -> None:
    page = show(article_page(a_record()))
    for media, scheme in (("screen", "dark"), ("screen", "light"), ("print", "light")):
        page.emulate_media(media=media, color_scheme=scheme)
        ink, paper = page.evaluate(
            "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; }"
        )
        assert _contrast(ink, paper) >= 7


def test_five_thousand_articles_open_and_filter_without_a_wait(show) -> None:
    page = show(corpus_page(many(5000)))
    loading = page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
    assert 0 < loading < 20_000  # the figure itself is measured by benchmarks/report_page.py
    start = time.monotonic()
    page.fill("[name=text]", "plant77")
    page.wait_for_selector("#count:not(:has-text('900 facilities'))")
    assert time.monotonic() - start < 10


def _contrast(ink: str, paper: str) -> float:
    """WCAG contrast ratio of two CSS colours."""

    def light(colour: str) -> float:
        channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(ink), light(paper)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
