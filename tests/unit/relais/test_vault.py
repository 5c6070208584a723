from pathlib import Path

import pytest

from relais.settings import load_settings
from relais.vault import Keys, Vault, VaultError, load_keys


def test_what_was_sealed_comes_back(vault: Vault) -> None:
    assert vault.decrypt(vault.encrypt("مرحبا, ça va ?")) == "مرحبا, ça va ?"


def test_the_same_text_is_never_sealed_alike(vault: Vault) -> None:
    assert vault.encrypt("oui") != vault.encrypt("oui")


def test_another_key_opens_nothing(vault: Vault) -> None:
    sealed = vault.encrypt("oui")
    with pytest.raises(VaultError):
        Vault(Keys.derive("another secret")).decrypt(sealed)


def test_a_damaged_seal_is_refused(vault: Vault) -> None:
    sealed = vault.encrypt("oui")
    with pytest.raises(VaultError):
        vault.decrypt(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_fingerprints_are_stable_and_need_the_key(vault: Vault) -> None:
    number = "+33639980001"
    assert vault.fingerprint(number) == vault.fingerprint(number)
    assert vault.fingerprint(number) != Vault(Keys.derive("another")).fingerprint(number)


def test_the_demo_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    settings = load_settings({"RELAIS_DATA_DIR": str(tmp_path)})

    assert load_keys(settings) == load_keys(settings)
    assert (tmp_path / "demo-secret").stat().st_mode & 0o077 == 0


def test_keys_do_not_show_themselves() -> None:
    keys = Keys.derive("a secret")
    assert keys.rasa_token not in repr(keys)
