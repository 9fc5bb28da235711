"""Layouts that the extractor's rules may be written against."""
