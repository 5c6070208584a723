"""Numbers and message bodies at rest: encrypted, with a keyed hash to look a number up."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from relais.errors import RelaisError
from relais.settings import Settings, SettingsError

VERSION = b"\x01"
NONCE_BYTES = 12


class VaultError(RelaisError):
    """What was stored cannot be read with the present key."""

    code = "vault"


@dataclass(frozen=True, repr=False)
class Keys:
    """Independent keys, all derived from the one secret."""

    encryption: bytes
    lookup: bytes
    session: bytes
    rasa_token: str

    @classmethod
    def derive(cls, secret: str) -> "Keys":
        """Derive each key with HKDF-SHA256, so that one leaked key tells nothing of another."""

        def one(purpose: str) -> bytes:
            derived = HKDF(SHA256(), length=32, salt=None, info=f"relais/{purpose}".encode())
            return derived.derive(secret.encode())

        return cls(one("encryption"), one("lookup"), one("session"), one("rasa").hex())


class Vault:
    """Encrypts texts (AES-256-GCM) and hashes identifiers (HMAC-SHA256)."""

    def __init__(self, keys: Keys) -> None:
        self._cipher = AESGCM(keys.encryption)
        self._lookup = keys.lookup

    def encrypt(self, text: str) -> bytes:
        """Version byte, 12 bytes of nonce, ciphertext and tag; never the same twice."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, text.encode(), VERSION)

    def decrypt(self, sealed: bytes) -> str:
        """The text that was encrypted. Raises VaultError when the key is another one."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, sealed[:1]).decode()
        except (InvalidTag, ValueError) as error:
            raise VaultError("sealed with another key, or damaged") from error

    def fingerprint(self, identifier: str) -> str:
        """64 hexadecimal digits: the same for the same identifier, useless without the key."""
        return hmac.new(self._lookup, identifier.encode(), hashlib.sha256).hexdigest()


def load_keys(settings: Settings) -> Keys:
    """The keys of this installation.

    Without RELAIS_SECRET_KEY (allowed on loopback only) a secret is made once and kept in the
    data folder, readable by its owner alone, so that the demo survives a restart.
    """
    if settings.secret_key is not None:
        return Keys.derive(settings.secret_key.get_secret_value())
    return Keys.derive(_demo_secret(settings.data_dir / "demo-secret"))


def _demo_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_text().strip()
        if not secret:
            raise SettingsError(f"{path} is empty: delete it, or set RELAIS_SECRET_KEY") from None
        return secret
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_hex(32)
        file.write(secret)
    return secret
