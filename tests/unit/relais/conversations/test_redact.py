import pytest

from relais.conversations import redact


@pytest.mark.parametrize(
    "text",
    [
        "06 39 98 12 34",
        "+33 6 39 98 12 34",
        "0639981234",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "٠٦٣٩٩٨١٢٣٤",
        "1 84 12 76 451 089 46",
        "FR76 3000 6000 0112 3456 7890 189",
        "quelquun@example.org",
        "https://example.org/dossier?id=12345",
        "AB1234567",
    ],
)
def test_what_could_name_somebody_is_hidden(text: str) -> None:
    redacted = redact(f"voici {text} merci")

    assert text not in redacted
    assert redacted.startswith("voici [")
    assert redacted.endswith("] merci")


@pytest.mark.parametrize(
    "text",
    [
        "rdv mardi 14h30",
        "le 12/03/2027 à 9 h",
        "2",
        "appelez le 15 ou le 3114",
        "j'ai 2 enfants, 3 et 5 ans",
        "83300 Draguignan",
        "cmu-c et AME",
    ],
)
def test_what_an_answer_needs_stays(text: str) -> None:
    assert redact(text) == text


def test_a_message_made_to_be_slow_is_still_read_at_once() -> None:
    assert redact("a" * 200_000) == "a" * 200_000
