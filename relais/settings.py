"""Settings: environment variables `RELAIS_*`, typed, read once, refused by name when wrong."""

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from phonenumbers import NumberParseException, is_possible_number, parse
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from relais.errors import RelaisError

PREFIX = "RELAIS_"
# Read by the test suite or handed to Rasa by the supervisor, never settings of ours.
NOT_SETTINGS = ("RELAIS_TEST_", "RELAIS_RASA_TOKEN", "RELAIS_TRACKER_PATH")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


class SettingsError(RelaisError):
    """A setting is wrong or unknown. The detail names it and says why, without its value."""

    code = "settings"


class Settings(BaseModel):
    """Every setting, its default and its meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(Path("var"), description="where databases, models and keys are kept")
    database_url: str | None = Field(None, description="PostgreSQL address; SQLite when empty")
    queue_url: str | None = Field(None, description="Redis address; SQLite when empty")
    host: str = Field("127.0.0.1", description="address the web server listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the web server listens on")
    public_url: str = Field("", description="address the public and Twilio use; signatures need it")
    secret_key: SecretStr | None = Field(
        None, min_length=32, description="every key is derived from it; required in public"
    )
    twilio_account_sid: str | None = Field(None, description="without it, texts stay in the demo")
    twilio_auth_token: SecretStr | None = Field(None, description="signs and authenticates")
    twilio_from: str | None = Field(None, description="sending number or messaging service")
    twilio_api_url: str | None = Field(None, description="base address of the Twilio API")
    on_call_number: SecretStr | None = Field(
        None, description="who is texted when a danger is recognised, as +33…; nobody when empty"
    )
    rasa_port: int = Field(5005, ge=1, le=65535, description="loopback port of Rasa")
    actions_port: int = Field(5055, ge=1, le=65535, description="loopback port of the actions")
    timezone: str = Field("Europe/Paris", description="where appointments and quiet hours are")
    quiet_from: time = Field(time(20, 0), description="no reminder is sent from this hour")
    quiet_until: time = Field(time(9, 0), description="to this hour")
    sms_spare_accents: bool = Field(
        True, description="French texts spare the accents that would double their cost"
    )
    daily_message_cap: int = Field(
        200, ge=1, description="texts the assistant may send one person in 24 hours, all reasons"
    )
    retention_days: int = Field(365, ge=1, description="conversations are erased after this")
    demo: bool | None = Field(None, description="phone simulator; on when texts stay in the demo")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="log level")

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is not a known time zone") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is None:
            return None
        scheme, separator, rest = value.partition("://")
        if scheme in {"postgres", "postgresql"}:
            return f"postgresql+psycopg://{rest}"
        if not separator or scheme not in {"postgresql+psycopg", "sqlite"}:
            raise ValueError("must start with postgresql:// or sqlite://")
        return value

    @field_validator("queue_url")
    @classmethod
    def _known_queue(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"redis", "rediss"}:
            raise ValueError("must start with redis:// or rediss://")
        return value

    @field_validator("on_call_number")
    @classmethod
    def _can_be_texted(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        number = value.get_secret_value()
        try:
            is_number = bool(E164.fullmatch(number)) and is_possible_number(parse(number))
        except NumberParseException:
            is_number = False
        if not is_number:
            raise ValueError("must be a telephone number with its country, as +33…")
        return value

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if self.twilio_account_sid and not (self.twilio_auth_token and self.twilio_from):
            raise ValueError(
                "RELAIS_TWILIO_ACCOUNT_SID needs RELAIS_TWILIO_AUTH_TOKEN and RELAIS_TWILIO_FROM"
            )
        if self.demo and self.twilio_account_sid:
            raise ValueError(
                "RELAIS_DEMO and RELAIS_TWILIO_ACCOUNT_SID exclude each other: "
                "the phones of the demo are not real"
            )
        if self.secret_key is None and not self.is_local:
            raise ValueError(
                "RELAIS_SECRET_KEY is required when RELAIS_PUBLIC_URL is not this machine"
            )
        return self

    @property
    def is_local(self) -> bool:
        """Whether only this machine is meant to reach the service."""
        return (urlsplit(self.address).hostname or "") in LOOPBACK_HOSTS

    @property
    def address(self) -> str:
        """The public address, without a slash at the end."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'relais.db').resolve()}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone people live in."""
        return ZoneInfo(self.timezone)

    @property
    def demo_enabled(self) -> bool:
        """Whether the phone simulator answers: by default only without Twilio and on loopback."""
        if self.demo is not None:
            return self.demo
        return self.twilio_account_sid is None and self.is_local


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check the settings; an empty variable counts as unset.

    Raises SettingsError with the name of the first wrong or unknown variable, never its value.
    """
    values: dict[str, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX) or name.startswith(NOT_SETTINGS):
            continue
        field = name.removeprefix(PREFIX).lower()
        if field not in Settings.model_fields or name != name.upper():
            raise SettingsError(f"{name} is not a setting; `relais settings` lists them")
        if value:
            values[field] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        if first["loc"]:
            message = f"{PREFIX}{str(first['loc'][0]).upper()}: {message}"
        raise SettingsError(message) from None
