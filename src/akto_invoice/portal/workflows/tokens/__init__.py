"""Tokens of the HTTP API: made, used, revoked."""
