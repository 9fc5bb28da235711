"""How a refusal is logged: a page that somebody may not see is no fault of the portal."""

import logging


class InOneLine(logging.Filter):
    """Keeps the traceback for faults (5xx): that of a refusal only says where it was decided."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
