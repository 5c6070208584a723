"""What the assistant says: a reply key, a language and arguments in, a text out."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, Self

from relais.replies.catalogue import (
    LOCALES_FOLDER,
    Catalogue,
    Translation,
    catalogue_path,
    parse_catalogue,
    read_catalogue,
)
from relais.replies.direction import RIGHT_TO_LEFT_LANGUAGES, mark_direction
from relais.replies.errors import ReplyArgumentError, UnknownReplyError
from relais.replies.languages import DEFAULT_LANGUAGE, LANGUAGES
from relais.replies.localise import Writer, replies_named_in
from relais.replies.source import COUNT, TEXTS_FOLDER, SourceText, fill, read_folder


class Texts:
    """Every reply in every language. Immutable once loaded, so threads may share it."""

    def __init__(
        self, sources: Mapping[str, SourceText], catalogues: Mapping[str, Catalogue]
    ) -> None:
        """`catalogues` holds one catalogue a language; a language without one speaks French."""
        self._sources = sources
        self._catalogues = catalogues

    @classmethod
    def load(cls, texts: Path = TEXTS_FOLDER, locales: Path = LOCALES_FOLDER) -> Self:
        """Read the French texts and their translations.

        Raises TextsMalformedError or CatalogueMalformedError, naming the file and the place.
        """
        sources = read_folder(texts)
        catalogues = {
            language: read_catalogue(
                parse_catalogue(catalogue_path(language, folder=locales), language), sources
            )
            for language in LANGUAGES
            if language != DEFAULT_LANGUAGE
        }
        return cls(sources, catalogues)

    def text(
        self, key: str, language: str | None, /, *, zone: tzinfo | None = None, **args: Any
    ) -> str:
        """The reply in a language, with its arguments: `compose` says how."""
        return self.compose(key, language, args, zone)

    def compose(
        self, key: str, language: str | None, args: Mapping[str, Any], zone: tzinfo | None = None
    ) -> str:
        """The reply, its arguments written as the language writes them (see `localise`).

        Where it is not translated, or a reply that it names is not, all of it is French. Moments
        are told in `zone`, or without it in the offset they carry. Raises UnknownReplyError for an
        unknown key and ReplyArgumentError for a missing or malformed argument: a half-filled
        sentence about a place or a date is worse than another reply, which is for the caller to
        choose.
        """
        is_whole = self.speaks(key, language, args)
        spoken = language if is_whole and language else DEFAULT_LANGUAGE
        text = self._plain(key, spoken, zone, args)
        return mark_direction(text) if spoken in RIGHT_TO_LEFT_LANGUAGES else text

    def speaks(self, key: str, language: str | None, args: Mapping[str, Any]) -> bool:
        """Whether the reply, and those its arguments name, can be said in this language."""
        if language is None or language == DEFAULT_LANGUAGE:
            return True
        return all(self._translation(one, language) for one in (key, *replies_named_in(args)))

    def is_reviewed(self, key: str, language: str) -> bool:
        """Whether a native speaker has read this reply: the French always, no fallback ever."""
        if language == DEFAULT_LANGUAGE:
            return key in self._sources
        translation = self._translation(key, language)
        return translation is not None and translation.is_reviewed

    def source(self, key: str) -> SourceText:
        """The French text with its sources and their date. Raises UnknownReplyError."""
        try:
            return self._sources[key]
        except KeyError:
            raise UnknownReplyError(key) from None

    def __iter__(self) -> Iterator[str]:
        """Every reply key, sorted."""
        return iter(sorted(self._sources))

    def __contains__(self, key: object) -> bool:
        return key in self._sources

    def _translation(self, key: str, language: str) -> Translation | None:
        catalogue = self._catalogues.get(language)
        return catalogue.translations.get(key) if catalogue else None

    def _plain(self, key: str, language: str, zone: tzinfo | None, args: Mapping[str, Any]) -> str:
        source = self.source(key)
        missing = {name for name in source.placeholders if args.get(name) is None}
        if missing:
            raise ReplyArgumentError(f"{key} needs {', '.join(sorted(missing))}")
        writer = Writer(language, zone, lambda other: self._plain(other, language, zone, {}))
        values = {name: writer.write(args[name]) for name in source.placeholders}
        return fill(self._form(source, language, args), values).strip()

    def _form(self, source: SourceText, language: str, args: Mapping[str, Any]) -> str:
        translation = self._translation(source.key, language)
        if source.plural is None:
            return translation.forms[0] if translation else source.text
        count = args.get(COUNT)
        if not isinstance(count, int) or count < 0:
            raise ReplyArgumentError(f"{source.key} needs {COUNT}, a number from 0")
        if translation:
            return translation.forms[self._catalogues[language].plural_index(count)]
        return source.plural if count > 1 else source.text  # French counts 0 as singular
