from pathlib import Path

import pytest

from relais.settings import load_settings
from relais.training import fingerprint, rasa_environment


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("domain", "data/nlu/fr", "bot/.venv/lib"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "config.yml").write_text("pipeline: []")
    (tmp_path / "data/nlu/fr/rights.yml").write_text("nlu: []")
    (tmp_path / "bot/channel.py").write_text("")
    return tmp_path


@pytest.mark.parametrize("name", ["config.yml", "data/nlu/fr/rights.yml", "bot/channel.py"])
def test_a_change_of_what_is_learnt_from_is_noticed(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("# changed")

    assert fingerprint(project) != before


def test_a_new_file_is_noticed(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/fr/care.yml").write_text("nlu: []")

    assert fingerprint(project) != before


def test_what_is_installed_beside_does_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "bot/.venv/lib/module.py").write_text("")
    (project / "README.md").write_text("")

    assert fingerprint(project) == before


def test_rasa_sees_none_of_our_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("RELAIS_TWILIO_AUTH_TOKEN", "y" * 40)
    settings = load_settings({"RELAIS_DATA_DIR": str(tmp_path)})

    environment = rasa_environment(tmp_path, settings)

    assert not {"x" * 40, "y" * 40} & set(environment.values())
