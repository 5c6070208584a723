"""Reading a JSON body with a limit, without ever repeating what was wrong in it."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError
from starlette.requests import Request

from relais.errors import RelaisError

# A message at its limit takes 12 bytes a character at most, as escaped surrogate pairs.
MAX_BYTES = 24 * 1024

Body = TypeVar("Body", bound=BaseModel)


class BodyTooLargeError(RelaisError):
    """The body of a request is larger than any message can be."""

    code = "body_too_large"


class BodyInvalidError(RelaisError):
    """The body of a request is not what the route takes."""

    code = "invalid"


def _storable(text: str) -> str:
    """The text without NUL, which no database of ours can hold, and without space around it."""
    return text.replace("\0", "").strip()


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("nothing is said")
    return text


Text = Annotated[str, AfterValidator(_storable)]
Words = Annotated[Text, AfterValidator(_not_empty)]


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
