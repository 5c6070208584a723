"""Reads the lists of signs: what danger sounds like, and what only sounds like it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from relais.safety.errors import SignsUnreadableError


class Danger(StrEnum):
    """What a message can warn of."""

    EMERGENCY = "emergency"
    VIOLENCE = "violence"
    SUICIDAL_THOUGHTS = "suicidal_thoughts"


class Order(IntEnum):
    """When several lines match a message, the first in this order is answered."""

    FIRST = 0
    USUAL = 1
    LAST = 2


@dataclass(frozen=True)
class Line:
    """One line of a list: `wording` is what it looks for, `examples` are messages it recognises."""

    id: str
    danger: Danger
    reply_key: str
    languages: tuple[str, ...]
    wording: tuple[str, ...]
    examples: tuple[str, ...]
    order: Order = Order.USUAL


@dataclass(frozen=True)
class Harmless:
    """An expression that sounds like danger and is none; `examples` must stay silent.

    Beside any of the wordings in `unless`, it is taken for danger all the same.
    """

    id: str
    languages: tuple[str, ...]
    wording: tuple[str, ...]
    examples: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signs:
    """Everything the screen is built from."""

    lines: tuple[Line, ...]
    harmless: tuple[Harmless, ...]
    groups: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    fillers: tuple[str, ...]
    forgiving: tuple[str, ...]
    ordinary_words: tuple[str, ...]
    lookalikes: tuple[str, ...]


def read_signs(folder: Traversable | None = None) -> Signs:
    """The lists in `folder`, by default those of the package.

    Raises SignsUnreadableError when a file cannot be read, a field is missing, or a name is
    given twice.
    """
    folder = folder or resources.files("relais.safety") / "signs"
    try:
        return _signs(dict(_files(folder)))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SignsUnreadableError(f"{type(error).__name__}: {error}") from error


def _files(folder: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    # The base loader makes nothing but texts: here "no" and "on" are words, not truth values.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yml"):
            yield file.name, yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


def _signs(files: dict[str, dict[str, Any]]) -> Signs:
    words = [content for content in files.values() if "groups" in content]
    dangers = [content for content in files.values() if "danger" in content]
    harmless = [content for content in files.values() if "harmless" in content]
    lines = tuple(line for content in dangers for line in _lines(content))
    if {line.danger for line in lines} != set(Danger):
        raise SignsUnreadableError("a danger has no list")
    expressions = tuple(_harmless(entry) for content in harmless for entry in content["harmless"])
    _refuse_twins([line.id for line in lines] + [entry.id for entry in expressions])
    _refuse_twins([name for content in words for name in content["groups"]])
    return Signs(
        lines=lines,
        harmless=expressions,
        groups={n: _texts(g) for content in words for n, g in content["groups"].items()},
        spellings={str(s): f for content in words for s, f in content["spellings"].items()},
        fillers=tuple(word for content in words for word in content["fillers"]),
        forgiving=tuple(word for content in words for word in content["forgiving"]),
        ordinary_words=tuple(word for c in harmless for word in c["ordinary_words"]),
        lookalikes=tuple(text for c in harmless for text in c["lookalikes"]),
    )


def _lines(content: dict[str, Any]) -> Iterator[Line]:
    danger = Danger(content["danger"])
    for entry in content["lines"]:
        child = ".violence_child" if entry.get("child") == "true" else f".{danger}"
        yield Line(
            id=f"{danger}.{entry['id']}",
            danger=danger,
            reply_key=f"safety{child}",
            languages=tuple(entry.get("languages", content["languages"])),
            wording=_texts(entry["wording"]),
            examples=_texts(entry["examples"]),
            order=Order[entry.get("order", "usual").upper()],
        )


def _harmless(entry: dict[str, Any]) -> Harmless:
    return Harmless(
        id=f"harmless.{entry['id']}",
        languages=tuple(entry["languages"]),
        wording=_texts(entry["wording"]),
        examples=_texts(entry["examples"]),
        unless=_texts(entry["unless"]) if "unless" in entry else (),
    )


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise SignsUnreadableError(f"a list of texts was expected, not {value!r}")
    return tuple(value)


def _refuse_twins(names: list[str]) -> None:
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise SignsUnreadableError(f"given twice: {', '.join(sorted(twins))}")
