"""One module for each peer, whose ``load()`` imports the peer and returns what reads a document.

Nothing else imports these modules, and none is imported before its peer is asked for, in the peer's own process.
Peers run with their defaults and on one thread; what they raise goes through.
"""
