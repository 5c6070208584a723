from datetime import date

import pytest
from sqlalchemy import select

from relais.conversations import Message
from relais.messaging import Encoding, measure
from relais.reminders import preview, send_due
from relais.replies import LANGUAGES
from relais.rights import Cover
from relais.vault import Vault
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests

END = date(2027, 9, 30)


def test_a_preview_is_what_is_sent(running: RelaisForTests, vault: Vault) -> None:
    reminder = planned_reminder(running, language="en")
    shown = preview(running.relais, Cover.C2S, reminder.ends_on, "en")
    send_due(running.relais)
    with running.relais.database.reading() as session:
        message = session.scalars(select(Message)).one()
    assert shown.text == vault.decrypt(message.body_sealed)
    assert shown.segments == measure(shown.text)


def test_a_preview_tells_what_nobody_has_checked(running: RelaisForTests) -> None:
    assert preview(running.relais, Cover.AME, END, "fr").is_reviewed
    assert not preview(running.relais, Cover.AME, END, "ar").is_reviewed


def test_a_language_nobody_wrote_for_gets_the_nearest(running: RelaisForTests) -> None:
    assert preview(running.relais, Cover.AME, END, "bn").language == "en"
    assert preview(running.relais, Cover.AME, END, None).language == "fr"


@pytest.mark.parametrize("cover", list(Cover))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reminder_costs_more_than_three_texts_or_four_in_other_letters(
    running: RelaisForTests, cover: Cover, language: str
) -> None:
    segments = preview(running.relais, cover, END, language).segments
    is_latin = language not in {"ar", "fa", "ru", "uk"}
    assert segments.count <= (3 if is_latin else 4)
    assert (segments.encoding is Encoding.GSM7) == is_latin
