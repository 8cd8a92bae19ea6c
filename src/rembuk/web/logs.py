"""Log lines as JSON, from an allow-list of fields: what is not on it does not get in."""

from __future__ import annotations

import logging
import sys
from typing import Any

# structlog loads rich where it is installed, for errors in colour: 5 MB in each web process, and nobody sees them.
_spared = sys.modules.setdefault("rich", None) is None  # type: ignore[arg-type]  # None forbids to load a module.

import structlog  # noqa: E402 - as above.
from structlog.typing import EventDict, WrappedLogger  # noqa: E402 - as above.

if _spared:
    del sys.modules["rich"]

# No address, no query, no name, no body: a log is kept longer and read by more people than a page.
ALLOWED = frozenset({
    "event", "level", "logger", "timestamp", "method", "page", "status", "milliseconds", "tenant", "worker", "count",
    "seconds", "error", "line", "port", "database", "version", "file", "channel",
})  # fmt: skip


def configure(_settings: dict[str, Any]) -> None:  # Any: Django hands over LOGGING, which is empty.
    """Send our own lines and Django's through the same filter to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        only_allowed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[only_where, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    # Their lines carry addresses and bodies.
    for noisy in ("django.server", "django.request", "django.security", "allauth"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL + 1)
    logging.getLogger("rembuk.web.failures").setLevel(logging.ERROR)


def only_allowed(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Drop every field that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}


def only_where(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Of a foreign line keep where it came from, not what it says; an error keeps its type and place."""
    record = event.get("_record")
    if record is not None and record.exc_info and record.exc_info[0] is not None:
        kind, _value, trace = record.exc_info
        while trace and trace.tb_next:
            trace = trace.tb_next
        event["error"] = kind.__name__
        if trace:
            event["file"] = trace.tb_frame.f_code.co_filename.rsplit("/", 2)[-1]
            event["line"] = trace.tb_lineno
        record.exc_info = None
        record.exc_text = None
    event["event"] = (
        record.msg.split("%")[0].split(":")[0][:60] if record is not None and isinstance(record.msg, str) else "line"
    )
    event.pop("exc_info", None)
    return event
