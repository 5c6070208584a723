"""The words of a reminder: the same when it is previewed and when it is sent."""

from dataclasses import dataclass
from datetime import date

from relais.conversations import Parts
from relais.messaging import Segments, measure
from relais.replies import Choice, Rendered, Say, nearest_spoken, render
from relais.rights import Cover

# Rasa knows these payloads: see domain/session.yml.
CHOICES = (
    Choice("choice.done", payload="/renewal_done"),
    Choice("choice.help", payload="/renewal_help"),
    Choice("choice.no_more_reminders", payload="/stop_reminders"),
)


@dataclass(frozen=True)
class Preview:
    """A reminder as it will be sent."""

    text: str
    segments: Segments  # what it costs
    language: str
    is_reviewed: bool  # a native speaker has read every sentence of it


def write_reminder(
    parts: Parts, cover: Cover, ends_on: date, language: str | None, *, discreet: bool = False
) -> Rendered:
    """The text and its choices, in the language or the nearest that is spoken.

    A discreet one names neither the cover nor the association.
    """
    say = Say(
        _key(cover, discreet),
        {"end_date": {"type": "date", "value": ends_on.isoformat()}},
        CHOICES,
    )
    return render(
        parts.texts,
        [say],
        language=nearest_spoken(language),
        channel="sms",
        zone=parts.settings.zone,
        spare_accents=parts.settings.sms_spare_accents,
    )


def preview(
    parts: Parts, cover: Cover, ends_on: date, language: str | None, *, discreet: bool = False
) -> Preview:
    """What a person with this cover, end date and language is going to read."""
    text = write_reminder(parts, cover, ends_on, language, discreet=discreet).text
    spoken = nearest_spoken(language)
    keys = [_key(cover, discreet), *(choice.key for choice in CHOICES)]
    is_reviewed = all(parts.texts.is_reviewed(key, spoken) for key in keys)
    return Preview(text, measure(text), spoken, is_reviewed)


def _key(cover: Cover, discreet: bool) -> str:
    return "reminders.discreet" if discreet else f"reminders.{cover}"
