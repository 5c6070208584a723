"""When a person wants to come is understood in three languages, and never guessed.

Now is Sunday 22 November 2026, 10:00 in Paris.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from relais.appointments import Days, Wanted, understand_date
from tests.conftest import FixedClock

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 23)
ANY_HOUR = (time(0, 0), time(23, 59))
MORNING = (time(6, 0), time(11, 59))
AFTERNOON = (time(12, 0), time(17, 59))


def day(ahead: int) -> tuple[date, date]:
    """A day as a stretch: 0 is Monday 23 November."""
    return (MONDAY + timedelta(days=ahead), MONDAY + timedelta(days=ahead))


def at(hour: int, minute: int = 0) -> tuple[time, time]:
    return (time(hour, minute), time(hour, minute))


NEXT_WEEK = (MONDAY, MONDAY + timedelta(days=6))


def read(text: str, clock: FixedClock, not_on: date | None = None) -> Wanted | None:
    return understand_date(text, clock.now(), PARIS, not_on)


def wanted(days: tuple[tuple[date, date], ...], hours: tuple[time, time]) -> Wanted:
    return Wanted(tuple(Days(*stretch) for stretch in days), *hours)


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        # French
        ("mardi", (day(1),), ANY_HOUR),
        ("demain matin", (day(0),), MORNING),
        ("demin", (day(0),), ANY_HOUR),
        ("après-demain", (day(1),), ANY_HOUR),
        ("la semaine prochaine", (NEXT_WEEK,), ANY_HOUR),
        ("mardi de la semaine prochaine", (day(1),), ANY_HOUR),
        ("mardi en huit", (day(8),), ANY_HOUR),
        ("lundi 14h30", (day(0),), at(14, 30)),
        ("lundi prochain après-midi", (day(0),), AFTERNOON),
        ("3 decembre 14h", (day(10),), at(14)),
        ("le 3/12 à 9h", (day(10),), at(9)),
        ("03/12/2026", (day(10),), ANY_HOUR),
        ("jeudi 3 décembre", (day(10),), ANY_HOUR),
        ("le 14", (day(21),), ANY_HOUR),
        ("dans 3 jours", (day(2),), ANY_HOUR),
        ("dans deux semaines", ((MONDAY + timedelta(7), MONDAY + timedelta(13)),), ANY_HOUR),
        ("lundi ou mardi", (day(0), day(1)), ANY_HOUR),
        ("entre 14h et 16h", (), (time(14), time(16))),
        ("rdv après 17h car je travaille", (), (time(17), time(23, 59))),
        ("mardi pas avant 10h", (day(1),), (time(10), time(23, 59))),
        ("avant 11h", (), (time(0), time(10, 59))),
        ("avant vendredi", ((date(2026, 11, 22), date(2026, 11, 26)),), ANY_HOUR),
        ("demain à 3h", (day(0),), at(15)),
        ("demain après-midi à 3h", (day(0),), at(15)),
        ("jeudi à trois heures et demie", (day(3),), at(15, 30)),
        ("mercrdi", (day(2),), ANY_HOUR),
        ("je peux pas mardi, plutôt jeudi", (day(3),), ANY_HOUR),
        ("à 11h au lieu de 10h", (), at(11)),
        # English
        ("tomorrow 3pm", (day(0),), at(15)),
        ("tmrw morning pls", (day(0),), MORNING),
        ("next week", (NEXT_WEEK,), ANY_HOUR),
        ("on monday at 10 am", (day(0),), at(10)),
        ("december 3rd", (day(10),), ANY_HOUR),
        ("3rd of december at 2pm", (day(10),), at(14)),
        ("I am free on Monday and Thursday", (day(0), day(3)), ANY_HOUR),
        ("in two weeks", ((MONDAY + timedelta(7), MONDAY + timedelta(13)),), ANY_HOUR),
        ("after 5", (), (time(17), time(23, 59))),
        # Arabic
        ("غدا", (day(0),), ANY_HOUR),
        ("الثلاثاء", (day(1),), ANY_HOUR),
        ("يوم الثلاثاء الساعة ٣", (day(1),), at(15)),
        ("الخميس بعد الظهر", (day(3),), AFTERNOON),
        ("غدوة الصباح", (day(0),), MORNING),
        ("بكرا", (day(0),), ANY_HOUR),
        ("بعد غد", (day(1),), ANY_HOUR),
        ("بعد يومين", (day(1),), ANY_HOUR),
        ("الأسبوع القادم", (NEXT_WEEK,), ANY_HOUR),
        ("الاثنين أو الثلاثاء", (day(0), day(1)), ANY_HOUR),
        ("الخميس ٣ ديسمبر", (day(10),), ANY_HOUR),
        ("ghedwa m3a 10", (day(0),), at(10)),
        ("bghit rdv nhar tlata f sbah", (day(1),), MORNING),
    ],
)
def test_a_date_is_understood(
    clock: FixedClock,
    text: str,
    days: tuple[tuple[date, date], ...],
    hours: tuple[time, time],
) -> None:
    assert read(text, clock) == wanted(days, hours)


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais un rendez-vous",
        "le plus tôt possible",
        "bonne soirée",
        "good morning i want an appointment",
        "صباح الخير بغيت موعد",
        "yarın saat 3",
        "dans 2 heures",
        "j'attends depuis une heure",
        "tbib 3am",
        "i want to see the doctor",
        "même jour",
        "",
    ],
)
def test_a_message_without_a_date_says_none(clock: FixedClock, text: str) -> None:
    assert read(text, clock) is None


@pytest.mark.parametrize(
    "text", ["mardi 25 novembre", "31 novembre", "lundi jeudi", "du 14 au 21", "10h 15h 16h"]
)
def test_a_date_that_contradicts_itself_is_not_guessed(clock: FixedClock, text: str) -> None:
    assert read(text, clock) is None


@pytest.mark.parametrize("text", ["3/12/2020", "aujourd'hui à 9h", "ce matin", "3 novembre"])
def test_nothing_past_is_given(clock: FixedClock, text: str) -> None:
    clock.move(timedelta(hours=3))

    assert read(text, clock) is None


@pytest.mark.parametrize(
    "text", ["je ne peux pas venir mardi", "i can't come on monday", "مانقدرش نجي غدوة"]
)
def test_a_day_that_is_refused_is_not_wanted(clock: FixedClock, text: str) -> None:
    assert read(text, clock) is None


def test_today_is_still_to_come(clock: FixedClock) -> None:
    assert read("aujourd'hui à 15h", clock) == Wanted(
        (Days(date(2026, 11, 22), date(2026, 11, 22)),), *at(15)
    )


def test_a_weekday_is_never_today(clock: FixedClock) -> None:
    assert read("dimanche", clock) == wanted((day(6),), ANY_HOUR)


def test_a_month_past_is_that_of_next_year(clock: FixedClock) -> None:
    assert read("12 mars", clock) == wanted(((date(2027, 3, 12),) * 2,), ANY_HOUR)


def test_the_day_of_the_appointment_to_be_moved_is_not_wanted(clock: FixedClock) -> None:
    monday = MONDAY

    moved = read("mon rdv de lundi je voudrais le mettre mercredi", clock, not_on=monday)

    assert moved == wanted((day(2),), ANY_HOUR)


def test_late_at_night_the_local_day_counts(clock: FixedClock) -> None:
    clock.move(timedelta(hours=14, minutes=30))  # Monday 0:30 in Paris, Sunday 23:30 UTC

    assert read("demain", clock) == wanted((day(1),), ANY_HOUR)


def test_wanted_hours_are_those_of_the_wanted_days(clock: FixedClock) -> None:
    tuesday_morning = wanted((day(1),), MORNING)

    assert tuesday_morning.covers(datetime(2026, 11, 24, 9, 0, tzinfo=PARIS))
    assert not tuesday_morning.covers(datetime(2026, 11, 24, 14, 0, tzinfo=PARIS))
    assert not tuesday_morning.covers(datetime(2026, 11, 25, 9, 0, tzinfo=PARIS))
    assert tuesday_morning.at_any_hour().covers(datetime(2026, 11, 24, 14, 0, tzinfo=PARIS))
