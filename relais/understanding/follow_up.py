"""Short questions that mean something only after an answer: "where?", "et pour ma fille ?"."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from relais.understanding.spelling import words_of

_PHRASES_PATH = Path(__file__).with_name("follow_ups.yml")
_LONGEST = 60  # characters; nothing longer is such a phrase, and nothing longer is looked at
_NO_JOIN = "\u200c"  # Persian writes a word with it, without it, or as two
_AND = "و"  # written together with the word that follows

Words = tuple[str, ...]


class FollowUp(StrEnum):
    """What is asked about the thing just talked about."""

    WHERE = "where"
    WHEN = "when"
    HOW_MUCH = "how_much"
    PAPERS = "papers"
    HOW_LONG = "how_long"
    FOR_CHILD = "for_child"
    FOR_PARTNER = "for_partner"


class _Language(NamedTuple):
    before: tuple[Words, ...]  # longest first
    after: tuple[Words, ...]
    kinds: dict[str, FollowUp]  # phrases without their spaces: "cest ou" is "c'est où"


def read_follow_up(text: str) -> FollowUp | None:
    """What the whole message asks, when it is nothing but one of the phrases known."""
    if len(text) > _LONGEST:
        return None
    words = words_of(text)
    found = {kind for known in _languages() for kind in _readings(words, known)}
    return found.pop() if len(found) == 1 else None


def _readings(words: Words, known: _Language) -> Iterator[FollowUp]:
    for begun in (words, _without(words, known.before, at_end=False), _without_arabic_and(words)):
        for bare in (begun, _without(begun, known.after, at_end=True)):
            if kind := known.kinds.get("".join(bare)):
                yield kind


def _without(words: Words, known: Sequence[Words], *, at_end: bool) -> Words:
    for one in known:
        if at_end and words[-len(one) :] == one:
            return words[: -len(one)]
        if not at_end and words[: len(one)] == one:
            return words[len(one) :]
    return words


def _without_arabic_and(words: Words) -> Words:
    return (words[0].removeprefix(_AND), *words[1:]) if words else words


@cache
def _languages() -> tuple[_Language, ...]:
    listed = yaml.safe_load(_PHRASES_PATH.read_text(encoding="utf-8"))
    return tuple(_language(entry) for entry in listed.values())


def _language(entry: Mapping[str, list[str]]) -> _Language:
    before, after = (
        tuple(sorted((words_of(text) for text in entry[name]), key=len, reverse=True))
        for name in ("before", "after")
    )
    kinds = {
        "".join(words_of(spelling)): kind
        for kind in FollowUp
        for pattern in entry[kind.value]
        for phrase in _filled(pattern, entry)
        for spelling in (phrase, phrase.replace(_NO_JOIN, " "))
    }
    return _Language(before, after, kinds)


def _filled(pattern: str, entry: Mapping[str, list[str]]) -> Iterator[str]:
    for name in ("child", "partner"):
        if f"{{{name}}}" in pattern:
            yield from (pattern.replace(f"{{{name}}}", word) for word in entry[name])
            return
    yield pattern
