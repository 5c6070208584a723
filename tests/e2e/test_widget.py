"""The chat, used by people: with a mouse, with a keyboard, in three languages."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from relais.conversations import answer_as_staff
from relais.staff import Role, create_member
from tests.e2e.chat import QUESTION, bubbles, only_conversation, open_chat, said, say, text
from tests.e2e.live import LiveServer

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
CHOICES = [
    {"say": "choice.c2s", "payload": "/ask_c2s"},
    {"say": "choice.ame", "payload": "/ask_ame"},
]
STRICT_POLICY = (
    "default-src 'none'; script-src {relais}; connect-src {relais}; style-src 'self'; "
    "require-trusted-types-for 'script'"
)


def test_the_script_is_small_enough_for_a_poor_line(page: Page, live_server: LiveServer):
    script = page.request.get(f"{live_server.url}/widget.js")

    assert script.headers["content-type"].startswith("text/javascript")
    assert len(script.body()) < 15_000


def test_nothing_is_kept_and_nobody_known_before_the_first_message(
    page: Page, live_server: LiveServer
):
    page.goto(live_server.url)
    open_chat(page)
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]

    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_text(text(live_server, "small_talk.greet"))

    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [1, 0]
    assert "Bonjour" not in page.evaluate("JSON.stringify(sessionStorage)")
    assert page.context.cookies() == []
    assert said(live_server) == ["Bonjour"]


def test_a_conversation_needs_no_mouse(page: Page, live_server: LiveServer):
    live_server.rasa.says[QUESTION] = [{"say": "rights.health_coverage", "choices": CHOICES}]
    live_server.rasa.says["/ask_ame"] = [{"say": "rights.ame"}]
    page.goto(live_server.url)
    opener = page.get_by_role("button", name="Ouvrir la discussion")
    opener.focus()

    page.keyboard.press("Enter")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name=text(live_server, "choice.ame"))
    expect(choice).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    expect(bubbles(page, "assistant").last).to_have_text(text(live_server, "rights.ame"))
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_choice_is_sent_by_its_number_and_shown_by_its_words(
    new_page: Callable[..., Page], live_server: LiveServer, screenshot: Callable[[Page, str], None]
):
    live_server.rasa.says[QUESTION] = [{"say": "rights.health_coverage", "choices": CHOICES}]
    live_server.rasa.says["/ask_ame"] = [{"say": "rights.ame"}]
    page = new_page(**PHONE)
    page.goto(live_server.url)
    open_chat(page)
    say(page, QUESTION)
    choice = page.get_by_role("button", name=text(live_server, "choice.ame"))
    expect(choice).to_be_visible()
    screenshot(page, "widget-choices")

    choice.click()

    expect(bubbles(page, "assistant").last).to_have_text(text(live_server, "rights.ame"))
    expect(bubbles(page, "person").last).to_have_text(text(live_server, "choice.ame"))
    expect(choice).to_be_disabled()
    assert said(live_server) == [QUESTION, "2"]
    page.reload()
    expect(bubbles(page, "person").last).to_have_text(text(live_server, "choice.ame"))
    screenshot(page, "widget-after-choice")


def test_an_arabic_browser_gets_an_arabic_chat_from_right_to_left(
    new_page: Callable[..., Page], live_server: LiveServer, screenshot: Callable[[Page, str], None]
):
    page = new_page(locale="ar-DZ", **PHONE)
    page.goto(live_server.url)
    open_chat(page, text(live_server, "widget.open", "ar"))

    say(page, "ما هي حقوقي؟")

    expect(bubbles(page, "assistant")).to_have_text(text(live_server, "small_talk.greet", "ar"))
    expect(page.locator("relais-chat .root")).to_have_css("direction", "rtl")
    expect(page.get_by_role("dialog")).to_have_accessible_name(
        text(live_server, "widget.title", "ar")
    )
    screenshot(page, "widget-arabic")


def test_the_language_is_switched_with_the_thread_and_what_is_being_written(
    page: Page, live_server: LiveServer
):
    page.goto(live_server.url)
    open_chat(page)
    say(page, QUESTION)
    expect(bubbles(page, "assistant")).to_have_count(1)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("à moitié")

    dialog.get_by_role("combobox").select_option("en")

    expect(dialog.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("textbox")).to_have_value("à moitié")
    expect(bubbles(page, "person")).to_have_text([QUESTION])
    page.reload()
    expect(dialog.get_by_role("button", name="Send", exact=True)).to_be_visible()


def test_an_answer_of_the_team_shows_on_a_closed_chat(page: Page, live_server: LiveServer):
    relais = live_server.relais
    page.goto(live_server.url)
    open_chat(page)
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)
    page.keyboard.press("Escape")

    with relais.database.transaction() as session:
        now = relais.clock.now()
        member = create_member(
            session,
            login="amina",
            name="Amina",
            password="a long password",
            role=Role.MEDIATOR,
            now=now,
        )
        conversation_id = only_conversation(live_server).id
        answer_as_staff(session, relais.vault, conversation_id, member.id, "Venez mardi.", now)
    open_chat(page, text(live_server, "widget.new_message"))

    expect(bubbles(page, "staff")).to_have_text("Venez mardi.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ouvrir la discussion")).to_be_focused()


def test_a_waiting_answer_is_shown_without_motion_to_who_wants_none(
    new_page: Callable[..., Page], live_server: LiveServer
):
    page = new_page(reduced_motion="reduce")
    page.goto(live_server.url)
    open_chat(page)
    live_server.bell.hold()

    say(page, "Bonjour")
    typing = page.locator(".typing")
    expect(typing).to_have_css("animation-name", "none")
    live_server.bell.go_on()

    expect(bubbles(page, "assistant")).to_have_count(1)
    expect(typing).to_have_count(0)


def test_ending_the_chat_erases_it_here_and_there(page: Page, live_server: LiveServer):
    page.goto(live_server.url)
    open_chat(page)
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name=text(live_server, "widget.end")).click()

    expect(page.get_by_role("status")).to_have_text(text(live_server, "widget.ended"))
    expect(bubbles(page, "person")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    assert said(live_server) == []


def test_the_quick_exit_leaves_nothing_on_the_screen(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/?lang=fr")
    page.goto(live_server.url)
    open_chat(page)
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)

    page.get_by_role("button", name=text(live_server, "widget.quick_exit")).click()

    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url == f"{live_server.url}/?lang=fr"
    assert page.evaluate("sessionStorage.length") == 0
    assert said(live_server) == ["Bonjour"]


@pytest.fixture
def other_site(live_server: LiveServer, tmp_path: Path) -> Iterator[str]:
    """A page of somebody else, on another origin and under a strict policy."""
    folder = tmp_path / "site"
    folder.mkdir()
    tag = f'<script src="{live_server.url}/widget.js" data-lang="en" defer></script>'
    page = f"<!doctype html><title>Site</title>{tag}<p>Hello</p>{tag}"
    (folder / "index.html").write_text(page)
    (folder / "hasty.html").write_text(page.replace(" defer", ""))

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            policy = STRICT_POLICY.format(relais=live_server.url)
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the output is the tests'."""

    address = ("127.0.0.1", 0)
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(address, handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("name", ["index.html", "hasty.html"])
def test_a_tag_or_two_put_one_chat_on_another_site_under_a_strict_policy(
    page: Page, live_server: LiveServer, other_site: str, name: str
):
    page.goto(f"{other_site}/{name}")
    open_chat(page, "Open the chat")

    say(page, "Hello")

    expect(bubbles(page, "assistant")).to_have_text(text(live_server, "small_talk.greet", "en"))
    expect(page.get_by_role("dialog")).to_have_css("position", "fixed")
