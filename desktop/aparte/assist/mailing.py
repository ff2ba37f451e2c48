"""A message to a service, opened in the agent's own mail program: a link, or a draft to open."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

# Windows hands no longer link to a mail program.
LONGEST_LINK = 2_000
_CUT = "\r\n\r\n(Texte abrégé. La suite est à coller depuis Aparté.)"
_LINE_END = "%0D%0A"
_ADDRESS = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}", re.ASCII)


def mailto(to: str, subject: str, text: str) -> str:
    """A `mailto:` link of at most `LONGEST_LINK` signs; a text too long ends at a line, and says so.

    Without an address the mail program asks for one.
    """
    start = f"mailto:{_address(to)}?subject={_encoded(_one_line(subject))}&body="
    text = "\r\n".join(text.splitlines())
    body = _encoded(text)
    if len(start) + len(body) > LONGEST_LINK:
        body = _shortened(text, LONGEST_LINK - len(start) - len(_encoded(_CUT))) + _encoded(_CUT)
    return start + body


def draft(to: str, subject: str, text: str) -> bytes:
    """The same as a file (.eml) that mail programs open as a message to send; it names no sender."""
    message = EmailMessage(policy=SMTP)
    address = _address(to)
    if address:
        message["To"] = address
    message["Subject"] = _one_line(subject)
    message["X-Unsent"] = "1"
    message.set_content("\n".join(text.splitlines()), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _address(to: str) -> str:
    """The address, if it is one: nothing else may slip into a header or a link."""
    return to if _ADDRESS.fullmatch(to) else ""


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str, room: int) -> str:
    """As many whole lines as fit, encoded; of a first line too long, as many words."""
    kept = ""
    for line in text.splitlines(keepends=True):
        encoded = _encoded(line)
        if len(kept) + len(encoded) > room:
            break
        kept += encoded
    if kept:
        return kept.removesuffix(_LINE_END)
    for word in text.split(" "):
        encoded = _encoded(word + " ")
        if len(kept) + len(encoded) > room:
            break
        kept += encoded
    return kept
