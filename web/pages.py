"""The public pages: landing page and demo, in every language, without anything inline."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from relais.bootstrap import Relais
from relais.replies import DEFAULT_LANGUAGE, is_spoken
from web.wording import direction_of, language_names

TEMPLATES = Path(__file__).parent / "templates"


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
