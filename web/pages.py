"""The public pages: landing page and demo, in every language, without anything inline."""

import re
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from relais.bootstrap import Relais
from relais.replies import DEFAULT_LANGUAGE, is_spoken
from web.wording import direction_of, language_names

TEMPLATES = Path(__file__).parent / "templates"
NUMBER = re.compile(r"(\b(?:0\d(?: ?\d\d){4}|1\d\d?)\b)")
DEAF_EMERGENCY = "114"  # takes texts: it is for those who cannot speak


class Pages:
    """Renders templates that say their texts with `t(key)`."""

    def __init__(self, relais: Relais) -> None:
        self._relais = relais
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["dialable"] = dialable

    def render(self, template: str, wanted: str, **context: Any) -> HTMLResponse:
        """A page in the `wanted` language when it is spoken, else in French.

        `is_chosen` tells the template whether somebody asked for a language at all.
        """
        language = wanted if is_spoken(wanted) else DEFAULT_LANGUAGE
        texts = self._relais.texts
        html = self._environment.get_template(template).render(
            t=lambda key, **values: texts.text(key, language, **values),
            language=language,
            direction=direction_of(language),
            languages=language_names(texts),
            is_chosen=is_spoken(wanted),
            has_demo=self._relais.settings.demo_enabled,
            **context,
        )
        return HTMLResponse(html)


def dialable(text: str) -> Markup:
    """The text, in which each number to call can be touched to call it."""
    return Markup().join(
        _dial(part) if index % 2 else part for index, part in enumerate(NUMBER.split(text))
    )


def _dial(number: str) -> Markup:
    scheme = "sms" if number == DEAF_EMERGENCY else "tel"
    link = Markup('<a href="{}:{}" dir="ltr">{}</a>')
    return link.format(scheme, number.replace(" ", ""), number)
