"""What the widget sends, read with a limit and checked."""

from typing import Annotated, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from web.widget.errors import BodyInvalidError, BodyTooLargeError

# A text at its limit takes 12 bytes a character at most, as escaped surrogate pairs.
MAX_BYTES = 16 * 1024

Body = TypeVar("Body", bound=BaseModel)


def _storable(text: str) -> str:
    """The text without NUL, which no database of ours can hold, and without space around it."""
    return text.replace("\0", "").strip()


Text = Annotated[str, AfterValidator(_storable)]


class FirstWords(BaseModel):
    """Asks for a session. The text is looked at for danger alone; it is sent again to be stored."""

    model_config = ConfigDict(extra="forbid")

    text: Text = ""
    language: str | None = Field(None, max_length=8)  # of the widget


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


async def read_body(request: Request, model: type[Body]) -> Body:
    """The JSON body as a `model`. Raises BodyTooLargeError or BodyInvalidError."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise BodyTooLargeError
    try:
        return model.model_validate_json(bytes(body))
    except ValidationError:
        raise BodyInvalidError from None
