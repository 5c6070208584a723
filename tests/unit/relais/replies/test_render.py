"""The shape of a message on each channel."""

from zoneinfo import ZoneInfo

import pytest

from relais.replies import Choice, OfferedChoice, RenderError, Say, for_sms, render

PARIS = ZoneInfo("Europe/Paris")
FRENCH = """
ask.cancel: {text: "Lequel annuler, au goût de l’hôte ?", sources: [], reviewed: 2026-11-22}
ask.more: {text: Autre chose ?, sources: [], reviewed: 2026-11-22}
choice.yes: {text: Peut-être, sources: [], reviewed: 2026-11-22}
choice.no: {text: "Non", sources: [], reviewed: 2026-11-22}
choice.slot: {text: "{when}", sources: [], reviewed: 2026-11-22}
"""
WHEN = {"type": "datetime", "value": "2026-12-01T13:00:00+00:00"}
ASK = Say("ask.cancel", choices=(Choice("choice.slot", {"when": WHEN}, "/cancel"),))
MORE = Say(
    "ask.more", choices=(Choice("choice.yes", {}, "/affirm"), Choice("choice.no", {}, "/deny"))
)


@pytest.fixture
def rendered(load):
    texts = load(FRENCH)

    def rendered(*says, channel="sms", **options):
        return render(texts, says, language="fr", channel=channel, zone=PARIS, **options)

    return rendered


def test_on_sms_choices_are_numbered_lines_through_the_whole_message(rendered):
    message = rendered(ASK, MORE)

    assert message.text.splitlines() == [
        "Lequel annuler, au gout de l'hote ?",
        "1 mardi 1 décembre à 14 h",
        "Autre chose ?",
        "2 Peut-etre",
        "3 Non",
    ]
    assert [(choice.number, choice.payload) for choice in message.choices] == [
        (1, "/cancel"),
        (2, "/affirm"),
        (3, "/deny"),
    ]
    assert message.keys == ["ask.cancel", "ask.more"]


def test_on_the_web_choices_stand_beside_the_text(rendered):
    message = rendered(ASK, MORE, channel="web")

    assert message.text == "Lequel annuler, au goût de l’hôte ?\nAutre chose ?"
    assert message.choices[1] == OfferedChoice(2, "Peut-être", "/affirm")


def test_accents_are_kept_on_sms_when_the_association_wants_them(rendered):
    assert "goût de l’hôte" in rendered(ASK, spare_accents=False).text


def test_a_message_without_choices_offers_none(rendered):
    assert rendered(Say("ask.more")).choices == []


@pytest.mark.parametrize(
    "say",
    [Say("ask.nothing"), Say("choice.slot"), Say("ask.more", choices=(Choice("choice.slot"),))],
)
def test_nothing_is_said_by_halves(rendered, say):
    with pytest.raises(RenderError):
        rendered(Say("ask.more"), say)


def test_an_argument_may_have_any_name(rendered):
    assert rendered(Say("ask.more", {"zone": 1, "key": 2, "language": 3})).text == "Autre chose ?"


def test_a_text_said_outside_of_render_travels_by_the_same_rules():
    assert for_sms("goût\u00a0: 14\u202fh") == "gout : 14 h"
    assert for_sms("goût\u00a0: 14\u202fh", spare_accents=False) == "goût : 14 h"


ENGLISH = """
msgctxt "ask.more"
msgid "Autre chose ?"
msgstr "Anything else?"

msgctxt "choice.yes"
msgid "Peut-être"
msgstr "Perhaps"
"""
NO_CHOICE = Say("ask.more")
PERHAPS = Say("ask.more", choices=(Choice("choice.yes", {}, "/affirm"),))


def test_a_language_that_is_not_spoken_is_answered_in_two_with_one_list_of_choices(load):
    texts = load(FRENCH, en=ENGLISH + 'msgctxt "choice.no"\nmsgid "Non"\nmsgstr "Non"\n')
    message = render(texts, [NO_CHOICE, MORE], language="de", channel="sms", zone=PARIS)

    assert message.text.splitlines() == [
        *("Autre chose ?", "Autre chose ?", "Anything else?", "Anything else?"),
        *("1 Peut-etre / Perhaps", "2 Non"),
    ]
    assert [choice.payload for choice in message.choices] == ["/affirm", "/deny"]


def test_what_is_not_wholly_translated_is_wholly_french(load):
    texts = load(FRENCH, en=ENGLISH)

    whole = render(texts, [PERHAPS], language="en", channel="sms", zone=PARIS)
    broken = render(texts, [PERHAPS, MORE], language="en", channel="sms", zone=PARIS)

    assert whole.text == "Anything else?\n1 Perhaps"
    assert broken.text == "Autre chose ?\n1 Peut-etre\nAutre chose ?\n2 Peut-etre\n3 Non"
