"""A real browser on a real server. Without Chromium these tests are skipped, and say so."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from relais.replies import Texts
from relais.vault import Keys
from tests.e2e.live import LiveServer, run_server

CHROMIUM = shutil.which("chromium")
REQUIRE_ALL = "RELAIS_TEST_REQUIRE_ALL"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).parent / "screenshots"
PATIENCE = 15_000  # milliseconds: the machine may be busy, and the first answer loads its models


@pytest.fixture
def live_server(tmp_path: Path, keys: Keys, texts: Texts) -> Iterator[LiveServer]:
    """A Relais of its own for the test: `.url`, `.relais`, `.rasa`, `.bell`."""
    with run_server(tmp_path, keys, texts) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: until it is closed no other event loop runs in this thread."""
    if CHROMIUM is None:
        reason = "chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get(REQUIRE_ALL):
            pytest.fail(f"{reason}, and {REQUIRE_ALL} is set")
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a profile of its own; options as of `Browser.new_context`.

    The test fails at its end when a page raised an error or broke its security policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**({"locale": "fr-FR"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: _note_violation(line.text, faults))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page of a French browser."""
    return new_page()


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Keeps what a page looks like, for people to see; no test compares it."""

    def keep(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep


def _note_violation(line: str, faults: list[str]) -> None:
    if "Content Security Policy" in line:
        faults.append(line)
