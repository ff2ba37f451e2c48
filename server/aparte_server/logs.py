"""One JSON object a line on the error output, without personal data.

Only the fields below are written, whoever logs: an address, a token, a payload or a name that was
passed by mistake stays out. Messages of other libraries are masked as the client's are.
"""

import json
import logging
from datetime import UTC, datetime

from aparte.privacy.logs import MaskingFilter

FIELDS = ("route", "method", "status", "ms", "org_id", "events", "error")


class JsonFormatter(logging.Formatter):
    """A record as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            # The type and the place: a message may quote what was sent.
            said["exception"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            said["place"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        return json.dumps(said, ensure_ascii=False)


def set_up() -> None:
    """Send every log there, from `info` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.addFilter(MaskingFilter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Its lines hold addresses of callers and whole URLs.
    logging.getLogger("uvicorn.access").disabled = True
