"""The French texts: what the assistant says, with the sources of every fact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from relais.replies.errors import TextsMalformedError

TEXTS_FOLDER = Path(__file__).parent / "texts"
COUNT = "count"  # the argument that picks a plural form

_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FIELDS = {"text", "plural", "sources", "reviewed"}
_RESERVED = {"zone"}  # a parameter of Texts.text


@dataclass(frozen=True, slots=True)
class SourceText:
    """One French text. `plural` is there when the text depends on the number `count`."""

    key: str
    text: str
    plural: str | None
    sources: tuple[str, ...]
    reviewed: date
    line: int  # of its file, from 1

    @property
    def forms(self) -> tuple[str, ...]:
        """The text, and its plural when it has one."""
        return (self.text,) if self.plural is None else (self.text, self.plural)

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the arguments it needs."""
        return frozenset().union(*map(placeholders, self.forms))


def placeholders(text: str) -> frozenset[str]:
    """The names between braces in a text."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: dict[str, str]) -> str:
    """The text with each {name} replaced. Raises KeyError for a name without a value."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def read_folder(folder: Path = TEXTS_FOLDER) -> dict[str, SourceText]:
    """Every text of every `*.yml` file, by key. Raises TextsMalformedError."""
    found: dict[str, SourceText] = {}
    for path in sorted(folder.glob("*.yml")):
        for source in read_source(path.read_bytes(), path.name):
            if source.key in found:
                raise TextsMalformedError(f"{path.name}: {source.key} is defined twice")
            found[source.key] = source
    if not found:
        raise TextsMalformedError(f"{folder} holds no texts")
    return found


def read_source(content: bytes | str, name: str) -> Iterator[SourceText]:
    """The texts of one YAML file, in their order. Raises TextsMalformedError."""
    try:
        loader = yaml.CSafeLoader(content)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise TextsMalformedError(f"{name}: not a mapping of keys to texts")
        pairs = [
            (key.value, key.start_mark.line + 1, loader.construct_document(entry))
            for key, entry in root.value
        ]
    except (yaml.YAMLError, ValueError) as error:
        raise TextsMalformedError(f"{name}: {error}") from error
    seen: set[str] = set()
    for key, line, entry in pairs:
        if key in seen:
            raise TextsMalformedError(f"{name}: {key} is defined twice")
        seen.add(key)
        fault = _fault(key, entry)
        if fault:
            raise TextsMalformedError(f"{name}: {key}: {fault}")
        yield _build(key, line, entry)


def _build(key: str, line: int, entry: dict[str, Any]) -> SourceText:
    plural = entry.get("plural")
    return SourceText(
        key=key,
        text=entry["text"].strip(),
        plural=plural.strip() if plural else None,
        sources=tuple(entry["sources"]),
        reviewed=entry["reviewed"],
        line=line,
    )


def _fault(key: object, entry: object) -> str | None:
    """Why an entry cannot be used; None when it can."""
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return "a key is written topic.name"
    if not isinstance(entry, dict) or set(entry) - _FIELDS:
        return f"an entry has only {', '.join(sorted(_FIELDS))}"
    return _fault_in_texts(entry) or _fault_in_facts(entry)


def _fault_in_texts(entry: dict[str, Any]) -> str | None:
    forms: list[Any] = [entry.get("text")] + ([entry["plural"]] if "plural" in entry else [])
    for form in forms:
        if not isinstance(form, str) or not form.strip():
            return "text and plural are sentences, not empty"
        if set("{}") & set(_PLACEHOLDER.sub("", form)):
            return "a brace that is not part of a {placeholder}"
        if placeholders(form) & _RESERVED:
            return f"a placeholder may not be named {', '.join(_RESERVED)}"
    if len({placeholders(form) - {COUNT} for form in forms}) > 1:
        return "text and plural have different placeholders"
    return None


def _fault_in_facts(entry: dict[str, Any]) -> str | None:
    sources = entry.get("sources")
    if not isinstance(sources, list) or not all(isinstance(s, str) and s for s in sources):
        return "sources is a list of addresses, empty when no fact is stated"
    if type(entry.get("reviewed")) is not date:
        return "reviewed is the date on which the facts were last read"
    return None
