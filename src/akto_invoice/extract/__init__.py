"""From PDF bytes to fields with evidence."""
