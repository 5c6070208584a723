"""The phone simulator: texts on it take the way of any other text, outbox included."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from relais.conversations import Conversation, Person
from relais.messaging import Delivery, DeliveryState
from tests.e2e.live import LiveServer

FICTION = "06 39 98 "
SMALL = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def write(phone: Locator, words: str) -> None:
    phone.get_by_role("textbox").fill(words)
    phone.get_by_role("button", name="Envoyer").click()


def received(phone: Locator) -> Locator:
    return phone.locator(".in .body")


def sent(phone: Locator) -> Locator:
    return phone.locator(".out .body")


def test_two_phones_hold_two_conversations(
    page: Page, live_server: LiveServer, screenshot: Callable[[Page, str], None]
):
    live_server.rasa.says["Et l'AME ?"] = [{"say": "rights.ame"}]
    page.goto(f"{live_server.url}/demo")
    page.get_by_role("button", name="Ajouter un téléphone").click()
    phones = page.locator(".phone")
    expect(phones).to_have_count(2)
    numbers = page.locator(".number").all_text_contents()
    assert len(set(numbers)) == 2
    assert all(number.startswith(FICTION) for number in numbers)

    write(phones.nth(0), "Bonjour")
    write(phones.nth(1), "Et l'AME ?")

    expect(received(phones.nth(0))).to_contain_text(["Relais"])
    expect(received(phones.nth(1))).to_contain_text(["AME"])
    expect(sent(phones.nth(0))).to_have_text(["Bonjour"])
    screenshot(page, "demo-two-phones")
    with live_server.relais.database.reading() as session:
        states = session.scalars(select(Delivery.state)).all()
        assert len(session.scalars(select(Person)).all()) == 2
    assert states == [DeliveryState.SENT] * 2


def test_each_text_says_how_many_it_is(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")

    write(phone, "a" * 161)

    expect(phone.locator(".out .size")).to_have_text("Ce message fait 2 SMS.")
    expect(phone.locator(".in .size")).to_contain_text("SMS.")


def test_a_text_not_sent_by_the_outbox_does_not_show(page: Page, live_server: LiveServer):
    live_server.bell.hold()
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")

    write(phone, "Bonjour")
    expect(phone.locator(".out .size")).not_to_be_empty()
    expect(received(phone)).to_have_count(0)
    live_server.bell.go_on()

    expect(received(phone)).to_have_count(1)


def test_a_reload_keeps_the_phones_and_what_they_show(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")
    write(phone, "Bonjour")
    expect(received(phone)).to_have_count(1)
    number = page.locator(".number").text_content()

    page.reload()

    expect(page.locator(".number")).to_have_text([number or ""])
    expect(sent(phone)).to_have_text(["Bonjour"])
    expect(received(phone)).to_have_count(1)
    assert "Bonjour" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_text_whose_receipt_was_lost_is_tried_again_and_stored_once(
    page: Page, live_server: LiveServer
):
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")
    page.context.set_offline(True)
    write(phone, "Bonjour")
    again = phone.get_by_role("button", name="Essayer encore")
    expect(again).to_be_visible()

    page.context.set_offline(False)
    again.click()

    expect(received(phone)).to_have_count(1)
    expect(sent(phone)).to_have_text(["Bonjour"])
    expect(again).to_be_hidden()


def test_phones_are_removed_one_by_one_or_all_at_once(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/demo")
    phones = page.locator(".phone")
    expect(phones).to_have_count(1)
    page.get_by_role("button", name="Ajouter un téléphone").click()
    expect(phones).to_have_count(2)
    kept = page.locator(".number").nth(1).text_content()

    phones.nth(0).get_by_role("button", name="Retirer ce téléphone").click()
    expect(page.locator(".number")).to_have_text([kept or ""])
    page.get_by_role("button", name="Recommencer").click()

    expect(phones).to_have_count(1)
    expect(page.locator(".number")).not_to_have_text([kept or ""])


def test_the_number_of_a_phone_is_never_in_an_address(page: Page, live_server: LiveServer):
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")
    write(phone, "Bonjour")
    expect(received(phone)).to_have_count(1)

    digits = (page.locator(".number").text_content() or "").replace(" ", "").removeprefix("0")

    assert len(digits) == 9
    assert not any(digits in address for address in addresses)


def test_the_demo_reads_from_right_to_left_in_arabic(
    new_page: Callable[..., Page],
    live_server: LiveServer,
    screenshot: Callable[[Page, str], None],
):
    page = new_page(**SMALL)
    page.goto(f"{live_server.url}/demo?lang=ar")
    phone = page.locator(".phone")
    phone.get_by_role("textbox").fill("ما هي حقوقي؟")
    phone.get_by_role("textbox").press("Enter")

    expect(received(phone)).to_have_count(1)
    expect(page.locator("html")).to_have_css("direction", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        live_server.relais.texts.text("demo.title", "ar")
    )
    screenshot(page, "demo-arabic")


def test_phones_and_the_chat_live_side_by_side(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/demo")
    phone = page.locator(".phone")
    write(phone, "Bonjour")
    expect(received(phone)).to_have_count(1)

    page.get_by_role("button", name="Ouvrir la discussion").click()
    chat = page.get_by_role("dialog")
    chat.get_by_role("textbox").fill("Bonjour")
    chat.get_by_role("textbox").press("Enter")

    expect(chat.locator(".assistant .text")).to_have_count(1)
    with live_server.relais.database.reading() as session:
        channels = set(session.scalars(select(Conversation.channel)))
    assert channels == {"sms", "web"}
