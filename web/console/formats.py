"""Moments as the staff read them: in the association's time zone and the member's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_datetime, get_timezone_location
from babel.numbers import format_percent

# Which of the regional habits a language is shown with.
LOCALES = {"fr": "fr_FR", "en": "en_GB"}


class Formats:
    """Writes moments for one language."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self._locale, self._zone = LOCALES[language], zone

    def moment(self, at: datetime) -> str:
        """Day and hour, with the weekday: `dim. 22 nov. 2026, 10:00`."""
        return format_datetime(
            at.astimezone(self._zone), "EEE d MMM yyyy, HH:mm", locale=self._locale
        )

    def short_moment(self, at: datetime, now: datetime) -> str:
        """The hour on the same day, else the day; the year only when it is another one."""
        here, today = at.astimezone(self._zone), now.astimezone(self._zone)
        if here.date() == today.date():
            return format_datetime(here, "HH:mm", locale=self._locale)
        pattern = "d MMM, HH:mm" if here.year == today.year else "d MMM yyyy"
        return format_datetime(here, pattern, locale=self._locale)

    def machine(self, at: datetime) -> str:
        """For the `datetime` attribute."""
        return at.astimezone(self._zone).isoformat(timespec="minutes")

    def zone_name(self) -> str:
        """The town the hours are of."""
        return get_timezone_location(self._zone, locale=self._locale, return_city=True)

    def percent(self, share: float | None) -> str:
        """A share of one, without decimals; empty when there is none."""
        return "" if share is None else format_percent(share, locale=self._locale)

    def phone(self, number: str) -> str:
        """An E.164 number with the spaces that make it readable."""
        parsed = phonenumbers.parse(number)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
