"""Finding what is to be translated, and telling what a catalogue lacks."""

from dataclasses import replace
from pathlib import Path

import pytest

from relais import i18n
from relais.i18n import Domain, Problem

SOURCE = """
care.place: {text: "Lieu : {name}", sources: [], reviewed: 2026-11-22}
care.cost: {text: "Payé à 100 % du tarif", sources: [], reviewed: 2026-11-22}
care.more:
  text: J'ai trouvé {count} lieu.
  plural: J'ai trouvé {count} lieux.
  sources: []
  reviewed: 2026-11-22
"""
TRANSLATED = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n!=1;\\n"

# unreviewed
#, fuzzy
msgctxt "care.place"
msgid "Lieu : {name}"
msgstr "Place: {name}"

# unreviewed
#, fuzzy
msgctxt "care.cost"
msgid "Payé à 100 % du tarif"
msgstr "Paid at 100% of the rate"

# unreviewed
#, fuzzy
msgctxt "care.more"
msgid "J'ai trouvé {count} lieu."
msgid_plural "J'ai trouvé {count} lieux."
msgstr[0] "I found one place."
msgstr[1] "I found {count} places."
"""
PAGE = """
<h1>{{ _("Journal") }}</h1>
{% trans count=number %}{{ count }} lieu{% pluralize %}{{ count }} lieux{% endtrans %}
<p>{{ _("Bonjour %(name)s", name=name) }}</p>
"""


@pytest.fixture
def replies(tmp_path: Path) -> tuple[Domain]:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "care.yml").write_text(SOURCE)
    return (Domain("replies", folder, ("en",)),)


@pytest.fixture
def console(tmp_path: Path) -> tuple[Domain]:
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE)
    (folder / "labels.py").write_text('def label(_):\n    return _("Urgence")\n')
    return (Domain("console", folder, ("en",)),)


def write(tmp_path: Path, text: str, domain: str = "replies") -> Path:
    folder = tmp_path / "locales" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{domain}.po").write_text(text)
    return tmp_path / "locales"


def read(tmp_path: Path, domain: str = "replies") -> str:
    return (tmp_path / "locales" / "en" / "LC_MESSAGES" / f"{domain}.po").read_text()


def test_a_complete_catalogue_has_no_problem(replies, tmp_path):
    assert i18n.check_catalogues(replies, write(tmp_path, TRANSLATED)) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "kind"),
    [
        ('msgctxt "care.cost"', 'msgctxt "care.gone"', "care.cost", "missing"),
        ('msgctxt "care.cost"', 'msgctxt "care.gone"', "care.gone", "obsolete"),
        ('"Place: {name}"', '""', "care.place", "missing"),
        ('"Lieu : {name}"', '"Endroit : {name}"', "care.place", "stale"),
        ('"Place: {name}"', '"Place: {nom}"', "care.place", "placeholders"),
        ('"Place: {name}"', '"Place"', "care.place", "placeholders"),
        ('msgstr[1] "I found {count} places."', "", "care.more", "plurals"),
        ('"I found {count} places."', '"I found {number} places."', "care.more", "placeholders"),
        ('"I found {count} places."', '""', "care.more", "plurals"),
    ],
)
def test_what_a_catalogue_lacks_is_named(replies, tmp_path, old, new, key, kind):
    locales = write(tmp_path, TRANSLATED.replace(old, new))

    assert Problem("replies", "en", key, kind) in i18n.check_catalogues(replies, locales)


def test_without_a_catalogue_everything_is_missing(replies, tmp_path):
    problems = i18n.check_catalogues(replies, tmp_path / "locales")

    assert [problem.key for problem in problems] == ["care.cost", "care.more", "care.place"]
    assert {problem.kind for problem in problems} == {"missing"}
    assert str(problems[0]) == "replies.po of en: missing: care.cost"


def test_updating_a_complete_catalogue_twice_changes_nothing_more(replies, tmp_path):
    locales = write(tmp_path, TRANSLATED)
    i18n.update(replies, locales)
    once = read(tmp_path)
    i18n.update(replies, locales)

    assert read(tmp_path) == once
    assert i18n.check_catalogues(replies, locales) == []


def test_updating_adds_what_is_missing_drops_what_is_obsolete_and_sorts(replies, tmp_path):
    locales = write(tmp_path, TRANSLATED.replace('msgctxt "care.cost"', 'msgctxt "care.gone"'))
    i18n.update(replies, locales)

    contexts = [line for line in read(tmp_path).splitlines() if line.startswith("msgctxt")]
    assert contexts == ['msgctxt "care.cost"', 'msgctxt "care.more"', 'msgctxt "care.place"']
    assert [p.key for p in i18n.check_catalogues(replies, locales)] == ["care.cost"]


def test_a_stale_translation_stays_as_a_comment_and_is_said_no_more(replies, tmp_path):
    locales = write(tmp_path, TRANSLATED.replace('"Lieu : {name}"', '"Endroit : {name}"'))
    i18n.update(replies, locales)

    assert "# unreviewed\n# before: Place: {name}\n" in read(tmp_path)
    assert Problem("replies", "en", "care.place", "missing") in i18n.check_catalogues(
        replies, locales
    )


def test_a_percentage_is_not_taken_for_a_format(replies, tmp_path):
    i18n.update(replies, write(tmp_path, TRANSLATED))

    assert "python-format" not in read(tmp_path)


def test_a_mark_taken_off_without_a_name_is_a_problem(replies, tmp_path):
    locales = write(tmp_path, TRANSLATED.replace("#, fuzzy", "", 1))

    assert i18n.check_catalogues(replies, locales) == [
        Problem("replies", "en", "care.place", "not signed")
    ]


def test_words_of_the_console_are_found_in_pages_and_in_python(console, tmp_path):
    problems = i18n.check_catalogues(console, tmp_path / "locales")

    assert [problem.key for problem in problems] == [
        "%(count)s lieu",
        "Bonjour %(name)s",
        "Journal",
        "Urgence",
    ]


def test_a_console_entry_that_loses_its_name_is_a_problem(console, tmp_path):
    i18n.update(console, tmp_path / "locales")
    entry = 'msgid "Bonjour %(name)s"\nmsgstr '
    catalogue = read(tmp_path, "console").replace(f'{entry}""', f'{entry}"Hello"')
    problems = i18n.check_catalogues(console, write(tmp_path, catalogue, "console"))

    assert Problem("console", "en", "Bonjour %(name)s", "placeholders") in problems


def test_translations_speak_the_language_reviewed_or_not_and_french_for_the_rest(tmp_path):
    catalogue = TRANSLATED.replace('msgctxt "care.place"\n', "")
    found = i18n.translations("console", "en", write(tmp_path, catalogue, "console"))

    assert found.gettext("Lieu : {name}") == "Place: {name}"
    assert found.gettext("Journal") == "Journal"
    assert found.ngettext("un lieu", "des lieux", 0) == "un lieu"


def test_translations_of_the_source_language_are_the_source(tmp_path):
    found = i18n.translations("console", "fr", tmp_path)

    assert (found.gettext("Journal"), found.ngettext("un", "des", 2)) == ("Journal", "des")


def test_the_check_fails_when_a_catalogue_is_behind(replies, tmp_path, capsys):
    assert i18n.main(["check"], replies, write(tmp_path, TRANSLATED)) == 0
    assert i18n.main(["check"], replies, tmp_path / "nowhere") == 1
    assert "replies.po of en: missing: care.place" in capsys.readouterr().out


def test_the_command_updates(replies, tmp_path):
    assert i18n.main(["update"], replies, tmp_path / "locales") == 0
    assert 'msgctxt "care.place"' in read(tmp_path)


def test_a_language_being_prepared_is_updated_and_may_be_incomplete(replies, tmp_path):
    prepared = (replace(replies[0], languages=(), prepared=("en",)),)
    i18n.update(prepared, tmp_path / "locales")

    assert 'msgctxt "care.place"' in read(tmp_path)
    assert i18n.check_catalogues(prepared, tmp_path / "locales") == []
