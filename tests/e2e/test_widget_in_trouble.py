"""The chat on a bad line, and with a server in trouble: nothing is lost, nothing said twice."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from relais.conversations import erase_person
from tests.e2e.chat import QUESTION, bubbles, only_conversation, open_chat, said, say, text
from tests.e2e.live import LiveServer


def test_a_message_written_without_connection_leaves_once_it_is_back(
    page: Page, live_server: LiveServer, screenshot: Callable[[Page, str], None]
):
    page.goto(live_server.url)
    open_chat(page)
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)

    page.context.set_offline(True)
    say(page, QUESTION)
    expect(page.get_by_role("status")).to_have_text(text(live_server, "widget.offline"))
    screenshot(page, "widget-offline")
    page.context.set_offline(False)

    expect(bubbles(page, "assistant")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("")
    expect(bubbles(page, "person")).to_have_text(["Bonjour", QUESTION])
    assert said(live_server) == ["Bonjour", QUESTION]


def test_a_message_is_stored_once_when_its_receipt_was_lost(page: Page, live_server: LiveServer):
    def lose_the_receipt(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/widget/messages", lose_the_receipt, times=1)
    page.goto(live_server.url)
    open_chat(page)
    say(page, QUESTION)

    expect(bubbles(page, "assistant")).to_have_count(1)
    expect(bubbles(page, "person")).to_have_text([QUESTION])
    expect(page.locator(".sending")).to_have_count(0)
    assert said(live_server) == [QUESTION]


def test_a_message_not_sent_yet_survives_a_reload(page: Page, live_server: LiveServer):
    page.goto(live_server.url)
    open_chat(page)
    page.route("**/widget/session", lambda route: route.abort())
    say(page, QUESTION)
    expect(page.get_by_role("status")).to_have_text(text(live_server, "widget.offline"))

    page.unroute("**/widget/session")
    page.reload()

    expect(bubbles(page, "assistant")).to_have_count(1)
    expect(bubbles(page, "person")).to_have_text([QUESTION])
    assert said(live_server) == [QUESTION]


def test_a_reload_keeps_the_thread_without_repeats(page: Page, live_server: LiveServer):
    page.goto(live_server.url)
    open_chat(page)
    for count, words in enumerate(["Bonjour", QUESTION], start=1):
        say(page, words)
        expect(bubbles(page, "assistant")).to_have_count(count)

    page.reload()
    expect(bubbles(page, "assistant")).to_have_count(2)
    say(page, "Merci")

    expect(bubbles(page, "assistant")).to_have_count(3)
    expect(bubbles(page, "person")).to_have_text(["Bonjour", QUESTION, "Merci"])


def test_a_cry_for_help_is_answered_while_the_database_is_down(
    page: Page, live_server: LiveServer, screenshot: Callable[[Page, str], None]
):
    def refuse(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("down for the test"))

    page.goto(live_server.url)
    open_chat(page)
    engine = live_server.relais.database.engine
    event.listen(engine, "begin", refuse)
    say(page, "je veux mourir")

    urgent = page.locator(".log .urgent .text")
    expect(urgent).to_contain_text("3114")
    expect(urgent.get_by_role("link", name="3114").first).to_have_attribute("href", "tel:3114")
    screenshot(page, "widget-danger")
    event.remove(engine, "begin", refuse)
    expect(page.locator(".sending")).to_have_count(0)
    assert said(live_server) == ["je veux mourir"]


def test_a_message_too_long_is_refused_in_words(page: Page, live_server: LiveServer):
    page.goto(live_server.url)
    open_chat(page)

    say(page, "a" * 1001)

    expect(page.locator(".log .too_long small")).to_have_text(text(live_server, "widget.too_long"))
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)
    assert said(live_server) == ["Bonjour"]


def test_a_conversation_erased_by_the_team_ends_in_the_browser_too(
    page: Page, live_server: LiveServer
):
    relais = live_server.relais
    page.goto(live_server.url)
    open_chat(page)
    say(page, "Bonjour")
    expect(bubbles(page, "assistant")).to_have_count(1)

    person_id = only_conversation(live_server).person_id
    with relais.database.transaction() as session:
        erase_person(session, person_id, relais.clock.now())
    say(page, "Merci")

    expect(bubbles(page, "person")).to_have_text(["Merci"])
    expect(page.locator(".sending")).to_have_count(0)
    expect(bubbles(page, "assistant")).to_have_count(1)
    assert said(live_server) == ["Merci"]
