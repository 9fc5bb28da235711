"""Words from page images."""
