"""Words as they are compared: without case, accents and punctuation."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The words of a text in lower case, without accents, one space between them."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(_WORD.findall(kept))
