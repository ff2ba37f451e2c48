"""Messages that the agent's own mail program opens."""

from email import message_from_bytes
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.mailing import LONGEST_LINK, draft, mailto

TO = "titres@aubremont.example"

TEXT = "Référence E-7K4PQ2\r\n\r\nEn bref\r\n- Carte perdue & dossier « bloqué » à 100 % ?"


def test_the_link_carries_the_whole_message() -> None:
    link = urlsplit(mailto(TO, "E-7K4PQ2 - Titre perdu", TEXT))
    fields = parse_qs(link.query, strict_parsing=True)
    assert (link.scheme, link.path) == ("mailto", "titres@aubremont.example")
    assert fields == {"subject": ["E-7K4PQ2 - Titre perdu"], "body": [TEXT]}


def test_spaces_and_line_ends_are_written_as_mail_programs_read_them() -> None:
    link = mailto(TO, "a b", "c d\ne")
    assert link == "mailto:titres@aubremont.example?subject=a%20b&body=c%20d%0D%0Ae"


def test_a_long_message_ends_at_a_line_and_says_so() -> None:
    lines = [f"Ligne n° {number} très utile" for number in range(200)]
    body = unquote(mailto(TO, "Objet", "\r\n".join(lines)).split("&body=")[1])
    kept, cut = body.split("\r\n\r\n")
    assert cut == "(Texte abrégé. La suite est à coller depuis Aparté.)"
    whole = kept.split("\r\n")
    assert len(whole) > 10
    assert whole == lines[: len(whole)]


@given(st.text(max_size=100), st.text())
def test_no_link_is_too_long_nor_breaks_a_sign(subject: str, text: str) -> None:
    link = mailto(TO, subject[:40], text)
    assert len(link) <= LONGEST_LINK
    assert link.isascii()
    unquote(link, errors="strict")


def test_the_draft_opens_as_a_message_to_send_without_a_sender() -> None:
    message = message_from_bytes(draft(TO, "E-7K4PQ2 - Titre périmé", TEXT), policy=SMTP)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "titres@aubremont.example"
    assert message["Subject"] == "E-7K4PQ2 - Titre périmé"
    assert message["From"] is None
    assert message.get_content_charset() == "utf-8"
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().rstrip("\r\n") == TEXT


@pytest.mark.parametrize("address", ["", "pas une adresse", "a@b.fr\r\nBcc: c@d.fr", "a@b.fr?cc=c@d.fr"])
def test_what_is_no_address_is_left_to_the_mail_program(address: str) -> None:
    assert mailto(address, "Objet", "Texte").startswith("mailto:?subject=")
    message = message_from_bytes(draft(address, "Objet\r\nBcc: c@d.fr", "Texte"), policy=SMTP)
    assert (message["To"], message["Bcc"], message["Subject"]) == (None, None, "Objet Bcc: c@d.fr")
