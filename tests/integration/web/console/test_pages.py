"""What every page of the console must be: readable by a screen reader, safe, nobody's copy."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from relais.staff import Role
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import DANGER, NUMBER, state_of, talk

UNLABELLED = {"hidden", "submit"}
EMPTY = {"meta", "link", "input", "br", "hr", "img"}
PAGES = {
    "list": "/console/conversations",
    "conversation": "/console/conversations/{talked}",
    "alerts": "/console/alerts",
    "erase": "/console/conversations/{talked}/erase",
    "people": "/console/people",
    "new person": "/console/people/new",
    "person": "/console/people/{person}",
    "import": "/console/people/import",
    "reminders": "/console/reminders",
    "audit": "/console/audit",
    "error": "/console/conversations/none",
    "log-in": "/console/login",
}


class Outline(HTMLParser):
    """The elements of a page, in order, each with its attributes and the tags around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self._open)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, *tags: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes, _ in self.elements if tag in tags)

    def around(self, *tags: str) -> Iterator[tuple[dict[str, str | None], tuple[str, ...]]]:
        return ((attrs, outside) for tag, attrs, outside in self.elements if tag in tags)


@pytest.fixture(params=PAGES)
def page(
    request: pytest.FixtureRequest, house: RelaisForTests, visitor: ConsoleClient, log_in: LogIn
) -> ConsoleClient:
    talked = talk(house, NUMBER, DANGER)
    person = state_of(house, talked).person_id
    client = visitor if request.param == "log-in" else log_in(Role.ADMIN)
    client.open(PAGES[request.param].format(talked=talked, person=person))
    assert client.response.status_code == (404 if request.param == "error" else 200)
    return client


@pytest.fixture
def outline(page: ConsoleClient) -> Outline:
    return Outline(page.response.text)


def test_the_page_has_a_language_a_title_and_one_main_heading(outline: Outline) -> None:
    assert [html["lang"] for html in outline.all("html")] == ["fr"]
    assert len(list(outline.all("title"))) == 1
    assert len(list(outline.all("h1"))) == 1


def test_headings_do_not_skip_a_level(outline: Outline) -> None:
    levels = [int(tag[1]) for tag, _, _ in outline.elements if tag in {"h1", "h2", "h3", "h4"}]

    for before, after in zip([0, *levels], levels, strict=False):
        assert after <= before + 1


def test_the_first_thing_reached_by_keyboard_leads_to_the_content(outline: Outline) -> None:
    first = next(outline.all("a", "button", "input"))

    assert first["href"] == "#main"
    assert [main["id"] for main in outline.all("main")] == ["main"]


def test_every_field_has_a_label(outline: Outline) -> None:
    labelled = {label.get("for") for label in outline.all("label")}

    for field, outside in outline.around("input", "select", "textarea"):
        if field.get("type") not in UNLABELLED:
            assert field.get("id") in labelled or "label" in outside


def test_no_identifier_is_given_twice_and_every_reference_leads_somewhere(
    outline: Outline,
) -> None:
    attributes = [attrs for _, attrs, _ in outline.elements]
    ids = [attrs["id"] for attrs in attributes if "id" in attrs]
    assert len(ids) == len(set(ids))

    for attrs in attributes:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set((attrs.get(name) or "").split()) <= set(ids)
        if (attrs.get("href") or "").startswith("#"):
            assert str(attrs["href"])[1:] in ids


def test_every_form_that_posts_proves_where_it_comes_from(page: ConsoleClient) -> None:
    forms = page.response.text.split("<form ")[1:]

    for form in forms:
        assert 'method="post"' in form.split(">")[0]
        assert 'name="csrf"' in form.split("</form>")[0]


def test_nothing_in_the_page_needs_an_exception_from_the_security_policy(
    page: ConsoleClient, outline: Outline
) -> None:
    policy = page.response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy

    assert list(outline.all("style")) == []
    assert all("src" in script for script in outline.all("script"))
    for _, attributes, _ in outline.elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_all_it_needs_comes_from_here_and_exists(page: ConsoleClient, outline: Outline) -> None:
    needed = [attrs.get("src") or attrs.get("href") for attrs in outline.all("script", "link")]

    for address in needed:
        assert address is not None
        assert page.http.get(address).status_code == 200
        assert address.startswith("/static/")


def test_no_copy_of_the_page_is_kept_anywhere(page: ConsoleClient) -> None:
    headers = page.response.headers

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_an_address_that_is_none_is_told_in_words(log_in: LogIn) -> None:
    client = log_in(Role.REVIEWER)

    assert "Cette page n'existe pas." in client.open("/console/nowhere/at/all")
    assert client.response.status_code == 404
