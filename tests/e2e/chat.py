"""What a person does in the chat, and what is known of it on the server."""

from playwright.sync_api import Locator, Page
from sqlalchemy import select

from relais.conversations import Author, Conversation, Message
from tests.e2e.live import LiveServer

QUESTION = "Quels sont mes droits ?"


def open_chat(page: Page, name: str = "Ouvrir la discussion") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def say(page: Page, text: str) -> None:
    page.get_by_role("dialog").get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def bubbles(page: Page, author: str) -> Locator:
    return page.locator(f".log .{author} .text")


def said(server: LiveServer) -> list[str]:
    """What people said, as it is stored."""
    with server.relais.database.reading() as session:
        query = select(Message.body_sealed).where(Message.author == Author.PERSON)
        return [server.relais.vault.decrypt(sealed) for sealed in session.scalars(query)]


def only_conversation(server: LiveServer) -> Conversation:
    with server.relais.database.reading() as session:
        return session.scalars(select(Conversation)).one()


def text(server: LiveServer, key: str, language: str = "fr") -> str:
    return server.relais.texts.text(key, language)
