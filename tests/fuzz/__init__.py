"""A coverage-guided fuzzer of the whole pipeline."""
