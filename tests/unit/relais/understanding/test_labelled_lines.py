"""Reading files of labelled messages."""

import pytest

from relais.understanding import LabelledLinesError, read_lines, write_lines

FIELDS = {"required": ["lang", "text"], "optional": ["place"]}


def test_every_field_is_kept_and_blank_lines_are_skipped():
    lines = [
        '\ufeff{"lang": "fr", "text": "bonjour", "note": 3}\n',
        "\n",
        ' {"lang":"ar","text":"ن"}',
    ]

    assert read_lines(lines, **FIELDS) == [
        {"lang": "fr", "text": "bonjour", "note": 3},
        {"lang": "ar", "text": "ن"},
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('["fr", "bonjour"]', "not an object"),
        ('{"lang": "fr"}', "text is a text"),
        ('{"lang": "fr", "text": "  "}', "text is a text"),
        ('{"lang": 1, "text": "bonjour"}', "lang is a text"),
        ('{"lang": "fr", "text": "bonjour", "place": 3}', "place is a text or null"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_without_its_text(line, reason):
    good = '{"lang": "fr", "text": "merci", "place": null}'

    with pytest.raises(LabelledLinesError, match=rf"^line 3: .*{reason}") as refusal:
        read_lines([good, "", line], **FIELDS)

    assert "bonjour" not in refusal.value.detail


def test_an_unknown_label_is_refused():
    with pytest.raises(LabelledLinesError, match="line 1: label is one of emergency, none"):
        read_lines(['{"label": "fire"}'], required=["label"], labels={"none", "emergency"})


def test_a_file_without_lines_is_refused():
    with pytest.raises(LabelledLinesError, match="no lines"):
        read_lines(["\n"], **FIELDS)


def test_what_is_written_is_read_back():
    lines = [{"lang": "ar", "text": "نعم"}, {"lang": "fr", "text": 'dit "oui"\n'}]

    assert read_lines(write_lines(lines).splitlines(), **FIELDS) == lines
