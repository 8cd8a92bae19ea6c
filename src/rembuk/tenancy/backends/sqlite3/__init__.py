"""SQLite: a newer library than the system's, one writer at a time, append-only tables by trigger.

Debian 12's SQLite 3.40 can corrupt a database in WAL mode, a fault present from 3.7.0 to 3.51.2; the pysqlite3 wheel
carries a version past it.
"""

import sys

try:
    import pysqlite3
except ImportError:  # No wheel for this Python or machine; ./rembuk doctor judges the version.
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
