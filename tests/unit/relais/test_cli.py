from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from relais import cli
from relais.replies import LANGUAGES
from relais.settings import Settings

runner = CliRunner()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELAIS_DATA_DIR", str(tmp_path / "var"))
    return tmp_path


def _main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the real entry point."""
    monkeypatch.setattr("sys.argv", ["relais", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    code = ended.value.code
    assert isinstance(code, int)
    return code


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "web",
        "actions",
        "jobs",
        "rasa",
        "settings",
        "db upgrade",
        "load-sample",
        "train",
        "evaluate understanding",
        "evaluate safety",
        "evaluate language",
        "create-user",
        "import people",
        "plan-reminders",
        "reminders list",
        "reminders hold",
        "reminders release",
        "reminders cancel",
        "languages",
        "languages sign",
    ],
)
def test_every_command_has_help(command: str) -> None:
    result = runner.invoke(cli.app, [*command.split(), "--help"])

    assert result.exit_code == 0
    assert "Usage" in result.output


def test_settings_are_all_listed_and_secrets_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_SECRET_KEY", "s" * 40)
    output = runner.invoke(cli.app, ["settings"]).output

    for name in Settings.model_fields:
        assert f"RELAIS_{name.upper()}=" in output
    assert "s" * 40 not in output


def test_a_wrong_setting_is_one_line_and_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RELAIS_PORT", "many")

    assert _main(monkeypatch, "settings") == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "RELAIS_PORT" in error


def test_an_unknown_command_is_exit_code_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _main(monkeypatch, "dance") == 2


def test_a_line_that_cannot_be_read_is_named(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = own_folder / "lines.jsonl"
    file.write_text('{"lang": "fr", "text": "bonjour", "label": "none"}\nnot json\n')

    assert _main(monkeypatch, "evaluate", "safety", str(file)) == 1
    assert "line 2" in capsys.readouterr().err


def test_safety_is_scored_and_predictions_written(own_folder: Path) -> None:
    file, predictions = own_folder / "lines.jsonl", own_folder / "out.jsonl"
    file.write_text('{"lang": "fr", "text": "mon mari me frappe", "label": "violence"}\n')

    result = runner.invoke(
        cli.app, ["evaluate", "safety", str(file), "--predictions", str(predictions)]
    )

    assert result.exit_code == 0
    assert '"predicted": "violence"' in predictions.read_text()


def test_an_account_is_created_from_standard_input(own_folder: Path) -> None:
    assert runner.invoke(cli.app, ["db", "upgrade"]).exit_code == 0

    made = runner.invoke(
        cli.app, ["create-user", "amina", "--role", "admin"], input="a long password\n"
    )

    assert made.exit_code == 0
    assert "amina" in made.output


def test_people_are_imported_all_or_none(own_folder: Path) -> None:
    runner.invoke(cli.app, ["db", "upgrade"])
    file = own_folder / "people.csv"
    head = "nom;telephone;langue;droit;fin;depose_par_association;consentement\n"
    ends = (datetime.now(UTC).date() + timedelta(days=300)).isoformat()
    good = f"Exemple Un;06 39 98 00 01;fr;c2s;{ends};non;oui\n"
    bad = f"Exemple Deux;12;fr;c2s;{ends};non;oui\n"

    file.write_text(head + good + bad)
    refused = runner.invoke(cli.app, ["import", "people", str(file)])
    file.write_text(head + good)
    done = runner.invoke(cli.app, ["import", "people", str(file)])

    assert (refused.exit_code, done.exit_code) == (1, 0)
    assert "line 3" in refused.output
    assert "1 rows imported" in done.output


def test_a_reminder_is_planned_seen_and_held(own_folder: Path) -> None:
    runner.invoke(cli.app, ["db", "upgrade"])
    ends = datetime.now(UTC).date() + timedelta(days=50)
    file = own_folder / "people.csv"
    file.write_text(
        "nom;telephone;langue;droit;fin;depose_par_association;consentement\n"
        f"Exemple Un;06 39 98 00 01;fr;c2s;{ends.isoformat()};non;oui\n"
    )
    runner.invoke(cli.app, ["import", "people", str(file)])

    planned = [runner.invoke(cli.app, ["plan-reminders"]).output for _ in range(2)]
    listed = runner.invoke(cli.app, ["reminders", "list"]).output
    held = runner.invoke(cli.app, ["reminders", "hold", listed.split()[0]])

    assert planned == ["1 reminders planned\n", "0 reminders planned\n"]
    assert "C2S" in listed
    assert "segments" in listed
    assert "06 39" not in listed
    assert held.output == "done\n"
    assert " held " in runner.invoke(cli.app, ["reminders", "list"]).output


def test_the_state_of_the_languages_is_shown_one_line_a_catalogue() -> None:
    lines = runner.invoke(cli.app, ["languages"]).output.splitlines()

    assert lines[0].split() == ["messages", "translated", "reviewed", "unreviewed", "stale", "by"]
    shown = [" ".join(line.split()[:2]) for line in lines[1:]]
    assert shown == [*(f"replies {code}" for code in LANGUAGES if code != "fr"), "console en"]
