"""No content of a contact in any log, whatever goes wrong."""

import io
import logging
from datetime import date

import pytest

from aparte.core.errors import AparteError
from aparte.core.journal import DiscreetFormatter
from aparte.core.records import Correction
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, NOON, call_back, contact, demand, opened
from tests.fakes.stores import StoreFolder

LATER = date(2027, 1, 1)
TRACES = ("Zuzanna", "Wrze", "dentiste", "06 39", "marché", "arrivée")


def use_everything(store: Store, folder: StoreFolder) -> None:
    draft = opened(folder.ids)
    store.drafts.keep(AGENT, draft)
    one = contact(folder.ids, id=draft.id, call_back=call_back(NOON))
    store.contacts.record(AGENT, one, keep_words_until=LATER, keep_notes_until=LATER)
    store.contacts.correct(AGENT, one.id, Correction(one.channel, (demand(),), "Zuzanna"), keep_reason_until=LATER)
    store.call_backs.reminders(NOON)
    store.contacts.erase(AGENT, one.id)


def test_nothing_of_a_contact_is_logged(folder: StoreFolder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    use_everything(folder.store, folder)
    other = folder.another()
    other.database.run("PRAGMA busy_timeout = 0")
    with folder.store.database.writing():
        _fail(other, folder)
    folder.store.close()
    _fail(folder.store, folder)
    assert caplog.records != []
    assert [trace for trace in TRACES if trace in caplog.text] == []


def test_a_statement_that_fails_is_logged_without_its_values(
    folder: StoreFolder, caplog: pytest.LogCaptureFixture
) -> None:
    """A programming mistake reaches the log through the window's own handler."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(DiscreetFormatter())
    logging.getLogger("test").addHandler(handler)
    folder.store.database.run("DROP TABLE contact_text")
    try:
        folder.store.contacts.record(AGENT, contact(folder.ids), keep_notes_until=LATER)
    except Exception:
        logging.getLogger("test").warning("failed", exc_info=True)
    logging.getLogger("test").removeHandler(handler)
    assert "contact_rows.py" in lines.getvalue()
    assert [trace for trace in TRACES if trace in lines.getvalue()] == []
    caplog.clear()


def _fail(store: Store, folder: StoreFolder) -> None:
    with pytest.raises(AparteError):
        store.drafts.keep(AGENT, opened(folder.ids))
    with pytest.raises(AparteError):
        store.contacts.record(AGENT, contact(folder.ids), keep_notes_until=LATER)
