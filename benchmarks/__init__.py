"""Speed that is measured: ``make bench`` (see ``benchmarks/RESULTS.md``), and ``make bench-quick`` to keep it alive."""
