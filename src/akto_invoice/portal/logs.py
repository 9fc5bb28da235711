"""What the portal logs: one JSON object a line, on standard error, with nothing personal in it.

A line says when, how grave, which logger, what (``event``), within which request or task, and figures. It is the
program's own words only: of a library's message the template, without what would be filled in (addresses, paths, host
names); of an exception its type and where it went, without what it says (a database quotes rows, a parser text). Who
did what is for the audit, not for the log.
"""

import errno
import json
import logging
import traceback
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

_OWN: Final = "akto_invoice."
_CONTEXT: ContextVar[Mapping[str, str]] = ContextVar("log_context", default=MappingProxyType({}))


def enter(**context: str) -> None:
    """Every line that this thread logs from now on says what it is part of: ``enter(request="3f2a")``."""
    _CONTEXT.set({**_CONTEXT.get(), **context})


def leave(name: str) -> None:
    """Lines are no longer part of that."""
    _CONTEXT.set({key: value for key, value in _CONTEXT.get().items() if key != name})


class JsonLines(logging.Formatter):
    """A record as JSON on one line. Code of the portal hands figures on as ``extra={"figures": {...}}``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
            **_CONTEXT.get(),
            **getattr(record, "figures", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = " from ".join(_causes(record.exc_info[1]))
            line["trace"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def _causes(error: BaseException | None) -> Iterator[str]:
    """The types of an exception and of those that led to it; of the system's errors the number's name, ``ENOSPC``."""
    while error is not None:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        number = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
        yield f"{kind} {number}" if number else kind
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _event(record: logging.LogRecord) -> str:
    """The words of the code. A library's message without arguments may hold anything: its place stands for it."""
    if record.name.startswith(_OWN) or record.args:
        return str(record.msg)
    return f"{record.module}.{record.funcName}"


def configuration(level: str) -> dict[str, Any]:
    """Return Django's LOGGING. What becomes of a request or a task has its own line, with figures."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "django_tasks": {"level": "WARNING"},
        },
    }
