"""What is logged is masked first, whoever logs it."""

import logging

from aparte.privacy.masking import mask


class MaskingFilter(logging.Filter):
    """Masks the message of each record, its arguments written in; installed on a handler.

    On a handler and not on a logger: a logger's own filters don't see what its children log.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(_message(record)), ()
        return True


def _message(record: logging.LogRecord) -> str:
    """The message as it would be written; arguments that don't fit it are left out of the log."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (unreadable arguments)"
