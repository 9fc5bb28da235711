"""Templates made for evaluation whose failures were looked at: they are development now, where their sources stand."""

MOVED = frozenset({"carbon-pad", "carried-pieces", "instalment-notice", "mission-claim", "partner-grid"})
