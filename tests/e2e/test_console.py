"""The staff console in a real browser: by keyboard, without scripts, on a small screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from relais import conversations
from relais.staff import Role
from tests.e2e.live import LiveServer
from tests.e2e.service import wait_for
from tests.factories.conversations import text_from
from tests.factories.staff import PASSWORD, make_member

NUMBER, OTHER = "+33639980001", "+33639980002"
DANGER = "mon mari me frappe"
PATIENCE_SECONDS = 10
TAB_STOPS = 40  # more than any page of these tests has

# The contrast of every visible text with what is behind it, as WCAG 2 defines it; the worst ones.
LOW_CONTRAST = """() => {
  const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [a, b] = [parse(getComputedStyle(element).color), ground(element)]
      .map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) wrong.push(`${walker.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return wrong;
}"""

FOCUS = """() => {
  const element = document.activeElement;
  const shown = element.closest(".line") || element;
  const style = getComputedStyle(shown);
  const label = element.labels && element.labels.length ? element.labels[0] : element;
  return {
    name: label.innerText.trim(),
    visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.fixture
def member(live_server: LiveServer) -> str:
    """The login of an admin."""
    with live_server.relais.database.transaction() as session:
        now = live_server.relais.clock.now()
        return make_member(session, now, login="amina", name="Amina", role=Role.ADMIN).login


def receive(server: LiveServer, number: str, body: str) -> str:
    """A text of a person; the conversation's id."""
    return conversations.receive(server.relais, text_from(number, body)).conversation_id


def log_in(page: Page, server: LiveServer, login: str) -> None:
    page.goto(f"{server.url}/console")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/conversations")


def open_conversation(page: Page, server: LiveServer, conversation_id: str) -> None:
    page.goto(f"{server.url}/console/conversations/{conversation_id}")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has the focus, which must be seen all the way."""
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["visible"], f"the focus on {focus['name']!r} cannot be seen"
        if name in focus["name"]:
            return
    pytest.fail(f"{name!r} is not reached by keyboard")


def test_a_mediator_helps_somebody_with_the_keyboard_alone(
    live_server: LiveServer, page: Page, member: str, screenshot: Callable[[Page, str], None]
) -> None:
    answer = "Bonjour, ici Amina. Je vous appelle."
    receive(live_server, NUMBER, "je veux parler à quelqu'un")
    page.goto(f"{live_server.url}/console")
    screenshot(page, "console-log-in")
    page.keyboard.type(member)  # the field has the focus from the start
    tab_to(page, "Mot de passe")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/console/conversations")
    screenshot(page, "console-list")
    tab_to(page, "je veux parler à quelqu'un")
    page.keyboard.press("Enter")

    page.wait_for_url("**/console/conversations/*")
    expect(page.get_by_text("+33 6 39 98 00 01")).to_be_visible()
    tab_to(page, "Prendre en main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("L'assistant se tait")

    tab_to(page, "Votre message")
    page.keyboard.type(answer)
    tab_to(page, "Envoyer")
    page.keyboard.press("Enter")
    expect(page.locator("#latest")).to_contain_text(answer)
    expect(page.locator("#latest")).to_contain_text("Amina")
    screenshot(page, "console-conversation")

    tab_to(page, "Rendre à l'assistant")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("L'assistant répond à nouveau")

    def fate() -> str:
        page.reload()
        return page.locator(".from-staff .facts").inner_text()

    assert wait_for(lambda: fate() == "envoyé", PATIENCE_SECONDS)


def test_while_a_mediator_has_the_conversation_the_assistant_is_silent(
    live_server: LiveServer, page: Page, member: str
) -> None:
    talked = receive(live_server, NUMBER, "bonjour")
    log_in(page, live_server, member)
    open_conversation(page, live_server, talked)
    page.get_by_role("button", name="Prendre en main").click()
    receive(live_server, NUMBER, "vous êtes là ?")

    def latest() -> str:
        page.reload()
        return page.locator("#latest").inner_text()

    assert wait_for(lambda: "montré à l'équipe" in latest(), PATIENCE_SECONDS)
    assert "vous êtes là ?" in latest()


def test_the_skip_link_leads_past_the_navigation(
    live_server: LiveServer, page: Page, member: str
) -> None:
    log_in(page, live_server, member)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Aller au contenu")).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUS)["name"] == "Chercher, choisir"


def test_everything_works_without_scripts(
    live_server: LiveServer, new_page: Callable[..., Page], member: str
) -> None:
    receive(live_server, NUMBER, "bonjour")
    page = new_page(java_script_enabled=False)
    log_in(page, live_server, member)

    page.get_by_text("Chercher, choisir").click()
    page.get_by_label("Mots dans les messages").fill("bonjour")
    page.get_by_role("button", name="Afficher", exact=True).click()
    page.get_by_role("link", name="bonjour").click()
    page.get_by_label("Votre message").fill("Je suis là.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#latest")).to_contain_text("Je suis là.")
    page.get_by_role("button", name="Rendre à l'assistant").click()
    expect(page.get_by_text("L'assistant répond à nouveau")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()


def test_an_open_list_shows_a_danger_by_itself(
    live_server: LiveServer, page: Page, member: str
) -> None:
    page.clock.install()
    receive(live_server, NUMBER, "bonjour")
    log_in(page, live_server, member)
    expect(page.get_by_role("link", name="bonjour")).to_be_visible()

    receive(live_server, OTHER, DANGER)
    page.clock.fast_forward(21_000)

    expect(page.get_by_text("Danger : Violence")).to_be_visible()


def test_new_messages_are_told_and_shown_without_touching_what_is_being_written(
    live_server: LiveServer, page: Page, member: str
) -> None:
    page.clock.install()
    talked = receive(live_server, NUMBER, "bonjour")
    log_in(page, live_server, member)
    open_conversation(page, live_server, talked)
    page.get_by_label("Votre message").fill("Je commence à écrire")
    told = page.get_by_role("link", name="De nouveaux messages sont arrivés")
    expect(told).to_be_hidden()

    receive(live_server, NUMBER, "encore moi")
    page.clock.fast_forward(16_000)
    told.click()

    expect(page.locator(".messages").get_by_text("encore moi")).to_be_visible()
    expect(told).to_be_hidden()
    expect(page.get_by_label("Votre message")).to_have_value("Je commence à écrire")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_texts_are_readable_and_nothing_is_wider_than_the_screen(
    live_server: LiveServer,
    new_page: Callable[..., Page],
    member: str,
    screenshot: Callable[[Page, str], None],
    width: int,
) -> None:
    talked = receive(live_server, NUMBER, f"{DANGER} " + "x" * 120)
    receive(live_server, OTHER, "كيف أحصل على التأمين الصحي؟")
    page = new_page(viewport={"width": width, "height": 800})
    log_in(page, live_server, member)

    with live_server.relais.database.reading() as session:
        person_id = conversations.get_conversation(session, talked).person_id
    one = f"/console/conversations/{talked}"
    pages = {
        "list": "/console/conversations",
        "conversation": one,
        "erase": f"{one}/erase",
        "people": "/console/people",
        "person": f"/console/people/{person_id}",
        "new-person": "/console/people/new",
        "import": "/console/people/import",
        "reminders": "/console/reminders",
        "audit": "/console/audit",
        "not-found": "/console/x",
    }
    for name, path in pages.items():
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(LOW_CONTRAST) == [], path
        screenshot(page, f"console-{width}-{name}")
