"""Small folders of texts and translations, written for one test each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from relais.replies import Texts

HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plurals}\\n"
"""
PLURALS = {
    "en": "nplurals=2; plural=n!=1;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5;",
}


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Texts]:
    """Load texts from the YAML of one file and the entries of a catalogue for each language."""

    def load(french: str, **translations: str) -> Texts:
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "test.yml").write_text(french)
        for language, entries in translations.items():
            messages = tmp_path / "locales" / language / "LC_MESSAGES"
            messages.mkdir(parents=True)
            header = HEADER.format(plurals=PLURALS[language])
            (messages / "replies.po").write_text(header + entries)
        return Texts.load(folder, tmp_path / "locales")

    return load


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The texts of the assistant itself."""
    return Texts.load()
