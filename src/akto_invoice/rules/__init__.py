"""Pure checks on plain values: no I/O, no document."""
