"""The public pages: in three languages, nothing inline, the demo only where it is wanted."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from relais.db import Database
from relais.replies import LANGUAGES, Texts
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.fakes.relais import build_relais
from web.app import create_app

PAGES = ("/", "/demo")


@pytest.fixture
def client_with(
    shared_database: Database, clock: FixedClock, keys: Keys, texts: Texts
) -> Callable[..., TestClient]:
    def client_with(**settings: object) -> TestClient:
        built = build_relais(shared_database, clock, keys, texts, **settings)
        return TestClient(create_app(built.relais))

    return client_with


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_french_and_leads_to_the_other_languages(client: TestClient, address: str):
    page = client.get(address)

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr" dir="ltr">' in page.text
    assert all(f'href="?lang={language}"' in page.text for language in LANGUAGES)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_arabic_reads_from_right_to_left(client: TestClient, address: str):
    assert '<html lang="ar" dir="rtl">' in client.get(f"{address}?lang=ar").text


@pytest.mark.parametrize("address", PAGES)
def test_a_language_made_up_is_french(client: TestClient, address: str):
    page = client.get(address, params={"lang": '"><b>'})

    assert '<html lang="fr"' in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_the_chat_and_nothing_inline(client: TestClient, address: str, language: str):
    page = client.get(f"{address}?lang={language}")

    assert 'src="/widget.js"' in page.text
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page.text) == []
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_every_file_of_the_pages_is_there(client: TestClient):
    pages = "".join(client.get(address).text for address in PAGES)
    files = set(re.findall(r'(?:src|href)="(/(?:static/|widget)[^"]+)"', pages))

    assert len(files) >= 5
    assert {path for path in files if client.get(path).status_code != 200} == set()


def test_the_chat_speaks_the_browser_s_language_until_one_is_chosen(client: TestClient):
    assert "data-lang" not in client.get("/").text
    assert 'data-lang="en"' in client.get("/?lang=en").text


def test_without_the_demo_there_is_neither_the_page_nor_a_link_to_it(
    client_with: Callable[..., TestClient],
):
    client = client_with(demo=False)

    assert "/demo" not in client.get("/").text
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/api/phones").status_code == 404


def test_with_the_demo_the_landing_page_leads_to_it(client: TestClient):
    assert 'href="/demo?lang=fr"' in client.get("/").text


def test_numbers_to_call_can_be_touched(client: TestClient):
    page = client.get("/").text

    assert 'href="tel:0494506470"' in page
    assert 'href="tel:15"' in page
    assert 'href="tel:112"' in page
    assert 'href="sms:114"' in page
