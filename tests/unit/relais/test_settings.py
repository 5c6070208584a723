import pytest

from relais.settings import SettingsError, load_settings


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings({})

    assert settings.address == "http://127.0.0.1:8000"
    assert settings.database.startswith("sqlite:///")
    assert settings.demo_enabled


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"RELAIS_PRT": "1"}, "RELAIS_PRT"),
        ({"RELAIS_PORT": "many"}, "RELAIS_PORT"),
        ({"RELAIS_TIMEZONE": "Europe/Draguignan"}, "RELAIS_TIMEZONE"),
        ({"RELAIS_DATABASE_URL": "mysql://x/y"}, "RELAIS_DATABASE_URL"),
        ({"RELAIS_QUEUE_URL": "amqp://x"}, "RELAIS_QUEUE_URL"),
        ({"RELAIS_SECRET_KEY": "short"}, "RELAIS_SECRET_KEY"),
        ({"RELAIS_TWILIO_ACCOUNT_SID": "AC1"}, "RELAIS_TWILIO_AUTH_TOKEN"),
        ({"RELAIS_ON_CALL_NUMBER": "06 39 98 00 42"}, "RELAIS_ON_CALL_NUMBER"),
        ({"RELAIS_ON_CALL_NUMBER": "+999123456789"}, "RELAIS_ON_CALL_NUMBER"),
        ({"RELAIS_PUBLIC_URL": "https://relais.example"}, "RELAIS_SECRET_KEY"),
        (
            {
                "RELAIS_DEMO": "yes",
                "RELAIS_TWILIO_ACCOUNT_SID": "AC1",
                "RELAIS_TWILIO_AUTH_TOKEN": "t",
                "RELAIS_TWILIO_FROM": "+33937000000",
            },
            "RELAIS_DEMO",
        ),
    ],
)
def test_a_wrong_setting_is_refused_by_name(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings(environment)


def test_the_value_of_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"RELAIS_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_secrets_hide_themselves() -> None:
    settings = load_settings({"RELAIS_SECRET_KEY": "x" * 40})
    assert "x" * 40 not in repr(settings)


def test_the_number_on_call_hides_itself() -> None:
    settings = load_settings({"RELAIS_ON_CALL_NUMBER": "+33639980042"})

    assert settings.on_call_number is not None
    assert settings.on_call_number.get_secret_value() == "+33639980042"
    assert "39980042" not in f"{settings!r} {settings.on_call_number}"


def test_the_demo_is_off_in_public() -> None:
    settings = load_settings(
        {"RELAIS_PUBLIC_URL": "https://relais.example", "RELAIS_SECRET_KEY": "x" * 40}
    )
    assert not settings.demo_enabled


def test_a_postgresql_address_gets_its_driver() -> None:
    settings = load_settings({"RELAIS_DATABASE_URL": "postgresql://u@h/d"})
    assert settings.database == "postgresql+psycopg://u@h/d"
