"""Word lists on disk: one file for the first languages, beside it one for each other language."""

from pathlib import Path
from typing import Any, Callable, Dict, List

TermsByLanguage = Dict[str, Dict[str, List[str]]]


def files_of(path: Path) -> List[Path]:
    """`care_type.yml`, then the files of `care_type/`, each named after its language."""
    return [path, *sorted(path.with_suffix("").glob("*.yml"))]


def read_word_list(path: Path, read: Callable[[Path], Any]) -> TermsByLanguage:
    """The terms of each code by language: `{code: {language: [term, ...]}}`; `read` parses a file.

    Raises ValueError when the file of a language has a code that the first file lacks.
    """
    first, *others = files_of(path)
    terms: TermsByLanguage = {code: dict(names) for code, names in read(first).items()}
    for other in others:
        listed = read(other)
        if unknown := listed.keys() - terms.keys():
            raise ValueError(f"{other}: unknown codes {sorted(unknown)}")
        for code, names in listed.items():
            terms[code].setdefault(other.stem, []).extend(names)
    return terms
