"""How good and how fast the extractor is: documents -> readings -> answers -> tallies -> report.

``python -m benchmarks`` measures everything and writes ``benchmarks/results/``, ``docs/results.md`` and the README's
table.
"""
