"""Saying a reply in a language, and falling back to French rather than saying a wrong thing."""

import pytest
from babel.messages.catalog import Message

from relais.replies import (
    CatalogueMalformedError,
    ReplyArgumentError,
    Texts,
    UnknownReplyError,
)
from relais.replies.signature import seal_of

FRENCH = """
care.place:
  text: "Lieu : {name}"
  sources: []
  reviewed: 2026-11-22
care.found_more:
  text: J'ai trouvé {count} autre lieu.
  plural: J'ai trouvé {count} autres lieux.
  sources: []
  reviewed: 2026-11-22
care_type.dentist:
  text: dentiste
  sources: []
  reviewed: 2026-11-22
"""
PLACE = """
#, fuzzy
msgctxt "care.place"
msgid "Lieu : {name}"
msgstr "Place: {name}"
"""
SEAL = seal_of(Message("Lieu : {name}", "Place: {name}", context="care.place"))


def test_a_translation_is_used_and_known_to_be_unreviewed(load):
    texts = load(FRENCH, en=PLACE)

    assert texts.text("care.place", "en", name="Promo-Soins") == "Place: Promo-Soins"
    assert not texts.is_reviewed("care.place", "en")
    assert texts.is_reviewed("care.place", "fr")


def test_a_translation_without_a_mark_is_not_reviewed_as_long_as_nobody_has_signed_it(load):
    texts = load(FRENCH, en=PLACE.replace("#, fuzzy", ""))

    assert not texts.is_reviewed("care.place", "en")


def test_a_signed_translation_is_reviewed(load):
    signed = "# reviewed: Relectrice d'essai, 2026-12-01, seal 5ea1"
    texts = load(FRENCH, en=PLACE.replace("#, fuzzy", signed.replace("5ea1", SEAL)))

    assert texts.is_reviewed("care.place", "en")


@pytest.mark.parametrize("language", ["en", "ar", "ru", None])
def test_without_a_translation_the_reply_is_french(load, language):
    texts = load(FRENCH, en=PLACE)

    assert texts.text("care_type.dentist", language) == "dentiste"
    assert not texts.is_reviewed("care_type.dentist", language or "xx")


@pytest.mark.parametrize(
    "entry",
    [
        PLACE.replace("Lieu : {name}", "Endroit : {name}"),
        PLACE.replace("Place: {name}", "Place: {nom}"),
        PLACE.replace("Place: {name}", "Place"),
        PLACE.replace("Place: {name}", ""),
    ],
    ids=["stale", "other placeholder", "placeholder lost", "empty"],
)
def test_a_translation_that_does_not_hold_is_not_used(load, entry):
    texts = load(FRENCH, en=entry)

    assert texts.text("care.place", "en", name="Promo-Soins") == "Lieu : Promo-Soins"


def test_a_reply_that_falls_back_to_french_writes_its_arguments_in_french_too(load):
    french = "care.when: {text: 'Date : {when}', sources: [], reviewed: 2026-11-22}"
    when = {"type": "datetime", "value": "2026-12-01T14:00:00+01:00"}

    assert load(french).text("care.when", "ar", when=when) == "Date : mardi 1 décembre à 14 h"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 autre lieu"), (1, "1 autre lieu"), (2, "2 autres lieux"), (21, "21 autres lieux")],
)
def test_french_takes_its_plural_from_two_on(load, count, expected):
    assert expected in load(FRENCH).text("care.found_more", "fr", count=count)


@pytest.mark.parametrize(
    ("count", "form"), [(0, "a"), (1, "b"), (2, "c"), (3, "d 3"), (11, "e 11"), (100, "f 100")]
)
def test_the_catalogue_says_which_plural_form_is_used(load, count, form):
    forms = "\n".join(
        f'msgstr[{index}] "{text}"'
        for index, text in enumerate(("a", "b", "c", "d {count}", "e {count}", "f {count}"))
    )
    entry = f"""
msgctxt "care.found_more"
msgid "J'ai trouvé {{count}} autre lieu."
msgid_plural "J'ai trouvé {{count}} autres lieux."
{forms}
"""

    assert load(FRENCH, ar=entry).text("care.found_more", "ar", count=count) == form


def test_a_translation_without_all_plural_forms_is_not_used(load):
    entry = """
msgctxt "care.found_more"
msgid "J'ai trouvé {count} autre lieu."
msgid_plural "J'ai trouvé {count} autres lieux."
msgstr[0] "{count} more place"
msgstr[1] ""
"""

    assert load(FRENCH, en=entry).text("care.found_more", "en", count=3).startswith("J'ai trouvé 3")


def test_an_unknown_reply_is_an_error(load):
    with pytest.raises(UnknownReplyError):
        load(FRENCH).text("care.nothing", "fr")


@pytest.mark.parametrize("args", [{}, {"name": None}, {"nom": "Promo-Soins"}])
def test_a_missing_argument_is_an_error_that_names_it(load, args):
    with pytest.raises(ReplyArgumentError, match=r"care\.place needs name"):
        load(FRENCH).text("care.place", "fr", **args)


@pytest.mark.parametrize("count", [-1, "3"])
def test_a_number_that_is_none_is_an_error(load, count):
    with pytest.raises(ReplyArgumentError, match="count"):
        load(FRENCH).text("care.found_more", "fr", count=count)


def test_braces_in_an_argument_are_only_text(load):
    assert load(FRENCH).text("care.place", "fr", name="{name}") == "Lieu : {name}"


def test_arguments_a_reply_does_not_need_do_no_harm(load):
    assert load(FRENCH).text("care_type.dentist", "fr", name=object()) == "dentiste"


def test_numbers_read_left_to_right_in_arabic(load):
    entry = PLACE.replace("Place: {name}", "مكان: {name}")

    assert load(FRENCH, ar=entry).text("care.place", "ar", name="04 94") == "مكان: \u200e04 94"


def test_a_broken_catalogue_is_refused_by_name(load):
    with pytest.raises(CatalogueMalformedError, match=r"replies\.po of en, line 6"):
        load(FRENCH, en='nonsense "Lieu"')


def test_the_texts_of_the_assistant_load_and_know_their_sources(texts: Texts):
    assert "safety.emergency" in texts
    assert texts.source("safety.emergency").sources
    assert "small_talk.greet" in list(texts)


def test_a_label_that_is_not_translated_is_never_glued_into_a_sentence_that_is(load):
    french = FRENCH + "care.kind: {text: 'Soin : {care}', sources: [], reviewed: 2026-11-22}"
    entry = 'msgctxt "care.kind"\nmsgid "Soin : {care}"\nmsgstr "Care: {care}"\n'
    care = {"type": "care_type", "value": "dentist"}

    assert load(french, en=entry).text("care.kind", "en", care=care) == "Soin : dentiste"
