from urllib.parse import urlencode

import pytest

from tests.fakes.twilio import sign
from tests.integration.web.webhooks.conftest import BuildRelais, client_of
from tests.integration.web.webhooks.twilio_client import (
    FORM,
    PUBLIC_URL,
    Fields,
    TwilioClient,
    headers,
    text_fields,
)

PATHS = ["/twilio/sms", "/twilio/status"]
FIELDS = [("MessageSid", "SM1"), ("MessageStatus", "sent"), ("From", "+33639980001")]


@pytest.mark.parametrize("path", PATHS)
def test_a_signed_form_is_believed(twilio: TwilioClient, path: str) -> None:
    assert twilio.post(path, FIELDS).is_success


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("signature", ["", "AAAA", sign(PUBLIC_URL, FIELDS, "another token"), "é"])
def test_any_other_form_is_forbidden(twilio: TwilioClient, path: str, signature: str) -> None:
    answer = twilio.client.post(
        path,
        content=urlencode(FIELDS),
        headers={"Content-Type": FORM, "X-Twilio-Signature": signature.encode("latin-1")},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_a_form_without_a_signature_is_forbidden(twilio: TwilioClient, path: str) -> None:
    answer = twilio.client.post(path, content=urlencode(FIELDS), headers={"Content-Type": FORM})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_even_an_empty_signature_is_forbidden(
    build: BuildRelais, path: str
) -> None:
    twilio = client_of(build(twilio_account_sid=None, twilio_auth_token=None))

    assert (
        twilio.client.post(
            path, content=urlencode(FIELDS), headers=headers(path, FIELDS, token="")
        ).status_code
        == 403
    )


def test_a_signature_is_for_one_address_alone(twilio: TwilioClient) -> None:
    answer = twilio.client.post(
        "/twilio/sms", content=urlencode(FIELDS), headers=headers("/twilio/status", FIELDS)
    )

    assert answer.status_code == 403


def test_a_changed_field_is_noticed(twilio: TwilioClient) -> None:
    changed = [*FIELDS[:-1], ("From", "+33639980002")]

    answer = twilio.client.post(
        "/twilio/sms", content=urlencode(changed), headers=headers("/twilio/sms", FIELDS)
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "more",
    [
        [("Unknown", "1")],
        [("Empty", "")],
        [("Twice", "b"), ("Twice", "a")],
        [("Accents", "é ê ç = & + 😀")],
        [("Body", "نعم")],
    ],
)
def test_every_field_counts_unknown_empty_and_repeated_ones_too(
    twilio: TwilioClient, more: Fields
) -> None:
    assert twilio.post("/twilio/sms", [*FIELDS, *more]).status_code == 200

    forged = twilio.client.post(
        "/twilio/sms",
        content=urlencode([*FIELDS, *more]),
        headers=headers("/twilio/sms", FIELDS),
    )
    assert forged.status_code == 403


def test_the_query_is_part_of_the_address(twilio: TwilioClient) -> None:
    assert twilio.post("/twilio/status?delivery=a%2Fb&x=", FIELDS).status_code == 204


def test_what_a_proxy_made_of_host_and_scheme_does_not_matter(twilio: TwilioClient) -> None:
    fields = text_fields("bonjour")

    answer = twilio.client.post(
        "http://10.0.0.1:8000/twilio/sms",
        content=urlencode(fields),
        headers=headers("/twilio/sms", fields) | {"X-Forwarded-Host": "elsewhere.example"},
    )

    assert answer.status_code == 200


def test_a_public_address_below_a_path_works_behind_a_proxy_that_strips_it(
    build: BuildRelais,
) -> None:
    twilio = client_of(build(public_url=f"{PUBLIC_URL}/sub/"))
    fields = text_fields("bonjour")

    answer = twilio.client.post(
        "/twilio/sms", content=urlencode(fields), headers=headers("/sub/twilio/sms", fields)
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_form_that_is_too_large_is_turned_away(twilio: TwilioClient, path: str) -> None:
    assert twilio.post(path, [*FIELDS, ("Body", "a" * 65_536)]).status_code == 413
    assert twilio.post(path, [*FIELDS, ("Body", "a" * 60_000)]).is_success


@pytest.mark.parametrize("path", PATHS)
def test_a_form_of_countless_fields_is_turned_away(twilio: TwilioClient, path: str) -> None:
    assert twilio.post(path, [("a", "")] * 501).status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain", ""])
def test_only_forms_are_read(twilio: TwilioClient, kind: str) -> None:
    answer = twilio.client.post(
        "/twilio/sms",
        content=urlencode(FIELDS),
        headers=headers("/twilio/sms", FIELDS) | {"Content-Type": kind},
    )

    assert answer.status_code == 415


def test_bytes_that_are_no_text_are_turned_away(twilio: TwilioClient) -> None:
    answer = twilio.client.post(
        "/twilio/sms", content=b"Body=\xff\xfe", headers={"Content-Type": FORM}
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_twilio_posts_and_nothing_else(twilio: TwilioClient, path: str) -> None:
    assert twilio.client.get(path).status_code == 405
