"""Forms that only our own pages can have sent: a token bound to the visitor's cookie."""

import hashlib
import hmac

from starlette.requests import Request

FIELD = "csrf"
SAFE_METHODS = {"GET", "HEAD"}


def form_token(key: bytes, cookie: str) -> str:
    """The token for forms shown to the holder of this cookie: 64 hexadecimal digits."""
    return hmac.new(key, f"csrf/{cookie}".encode(), hashlib.sha256).hexdigest()


def is_ours(key: bytes, cookie: str, posted: str) -> bool:
    """Whether a posted token belongs to the cookie it came with; without a cookie, never."""
    return bool(cookie) and hmac.compare_digest(form_token(key, cookie).encode(), posted.encode())


async def posted_token(request: Request) -> str:
    """The token of a posted form, empty when it holds none. A dependency."""
    if request.method in SAFE_METHODS:
        return ""
    value = (await request.form()).get(FIELD, "")
    return value if isinstance(value, str) else ""
