"""How far a catalogue is, and signing what was read."""

from datetime import date
from pathlib import Path

import pytest

from relais import i18n, reviews
from relais.i18n import Domain, Problem

SOURCE = """
care.place: {text: "Lieu : {name}", sources: [], reviewed: 2026-11-22}
care.cost: {text: "Payé à 100 % du tarif", sources: [], reviewed: 2026-11-22}
care.date: {text: "Date", sources: [], reviewed: 2026-11-22}
"""
READ = """
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
msgctxt "care.cost"
msgid "Payé à 100 % du tarif"
msgstr "Paid at 100% of the rate"
"""
READER = "Relectrice d'essai"
DAY = date(2026, 12, 1)


@pytest.fixture
def domains(tmp_path: Path) -> tuple[Domain]:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "care.yml").write_text(SOURCE)
    return (Domain("replies", folder, ("en",)),)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "replies.po"
    path.parent.mkdir(parents=True)
    path.write_text(READ)
    return path


def signed(domains: tuple[Domain], tmp_path: Path) -> int:
    return reviews.sign_catalogue("en", READER, DAY, domains, tmp_path / "locales")


def state(domains: tuple[Domain], tmp_path: Path) -> reviews.CatalogueState:
    [state] = reviews.states(domains, tmp_path / "locales")
    return state


@pytest.mark.usefixtures("catalogue")
def test_a_catalogue_is_counted(domains, tmp_path):
    found = state(domains, tmp_path)

    assert (found.messages, found.translated, found.unreviewed, found.reviewed) == (3, 2, 2, 0)


def test_what_was_read_is_signed_and_nothing_else(domains, catalogue, tmp_path):
    assert signed(domains, tmp_path) == 1
    assert signed(domains, tmp_path) == 0

    assert f"# reviewed: {READER}, 2026-12-01, seal " in catalogue.read_text()
    found = state(domains, tmp_path)
    assert (found.reviewed, found.unreviewed, dict(found.reviewers)) == (1, 1, {READER: 1})


def test_words_changed_after_they_were_signed_stop_the_check(domains, catalogue, tmp_path):
    signed(domains, tmp_path)
    catalogue.write_text(catalogue.read_text().replace("Paid at", "Refunded at"))

    problems = i18n.check_catalogues(domains, tmp_path / "locales")

    assert Problem("replies", "en", "care.cost", "signature stale") in problems
    assert state(domains, tmp_path).stale == 1


def test_signing_again_does_not_put_a_name_under_words_changed_since(domains, catalogue, tmp_path):
    signed(domains, tmp_path)
    catalogue.write_text(catalogue.read_text().replace("Paid at", "Refunded at"))

    assert signed(domains, tmp_path) == 0


def test_updating_marks_words_changed_since_as_to_be_read_again(domains, catalogue, tmp_path):
    signed(domains, tmp_path)
    catalogue.write_text(catalogue.read_text().replace("Paid at", "Refunded at"))
    i18n.update(domains, tmp_path / "locales")

    assert f"# unreviewed\n# before: {READER}, 2026-12-01\n" in catalogue.read_text()
    assert (state(domains, tmp_path).stale, state(domains, tmp_path).unreviewed) == (0, 2)


def test_a_name_written_by_hand_gets_its_seal(domains, catalogue, tmp_path):
    by_hand = '# reviewed: Autre relecteur d\'essai, 2026-12-02\nmsgctxt "care.cost"'
    catalogue.write_text(READ.replace('# unreviewed\nmsgctxt "care.cost"', by_hand))

    assert signed(domains, tmp_path) == 1
    assert dict(state(domains, tmp_path).reviewers) == {"Autre relecteur d'essai": 1}


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", ["", "  ", "A, B", "x" * 61])
def test_a_name_that_is_none_signs_nothing(domains, tmp_path, name):
    with pytest.raises(reviews.CannotSignError):
        reviews.sign_catalogue("en", name, DAY, domains, tmp_path / "locales")


def test_a_language_without_a_catalogue_cannot_be_signed(domains, tmp_path):
    with pytest.raises(reviews.CannotSignError, match="replies of xx"):
        reviews.sign_catalogue("xx", READER, DAY, domains, tmp_path / "locales")
