"""The base of every error of the service; each room derives one base of its own."""


class RelaisError(Exception):
    """Something the service can name. `code` is stable: logs, tests and translations rely on it."""

    code = "relais"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for staff and logs: never a number, never a message body."""
        super().__init__(detail or self.code)
        self.detail = detail
