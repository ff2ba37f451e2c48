"""SQLite as the store uses it: the encrypted one inside `sqlcipher3`, under sqlite-utils.

sqlite-utils takes `pysqlite3` where there is one, and looks for it when it is imported: nobody
else may import it first.
"""

import sys
from typing import Any

import sqlcipher3  # type: ignore[import-untyped]
import sqlcipher3.dbapi2  # type: ignore[import-untyped]

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

from sqlite_utils import Database, utils  # noqa: E402 - after the two lines above, else it is the system's SQLite

if getattr(utils, "sqlite3") is not sqlcipher3:  # noqa: B009 - not exported
    # The contacts would lie on the disk in clear.
    raise ImportError("sqlite_utils was imported before aparte.store.engine")

dbapi2: Any = sqlcipher3.dbapi2

__all__ = ["Database", "dbapi2"]
