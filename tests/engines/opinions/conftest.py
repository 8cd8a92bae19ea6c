"""One thread for NumPy: on a busy machine its second one waits by turning, and small matrices do not need it."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
