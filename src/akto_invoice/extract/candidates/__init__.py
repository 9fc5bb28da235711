"""Candidates per field, each generated and scored by named features."""
