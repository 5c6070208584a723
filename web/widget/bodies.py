"""What the widget sends."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from web.json_body import Text


class FirstWords(BaseModel):
    """Asks for a session. The text is looked at for danger alone; it is sent again to be stored."""

    model_config = ConfigDict(extra="forbid")

    text: Text = ""
    language: str | None = Field(None, max_length=8)  # of the widget


class ChosenLanguage(BaseModel):
    """The language picked in the widget."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(max_length=8)


class SentMessage(BaseModel):
    """A message, or the number of a choice, under an id the browser made."""

    model_config = ConfigDict(extra="forbid")

    client_id: UUID
    text: Text = ""
    choice: int | None = Field(None, ge=1, le=99)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if bool(self.text) == (self.choice is not None):
            raise ValueError("either a text or a choice")
        return self

    @property
    def words(self) -> str:
        """What is stored as said: a choice is its number, as on SMS."""
        return self.text or str(self.choice)
