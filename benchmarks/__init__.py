"""How good and how fast the extractor is: documents -> readings -> answers -> tallies -> report.

``python -m benchmarks`` measures everything and writes ``benchmarks/results/``, ``docs/results.md`` with its picture,
and the README's tables. Costs are measured by ``speed`` (with ``costs``, ``rungs``, ``processes`` and ``bundle``);
``steps`` tells what each step of reading an image is worth.
"""
