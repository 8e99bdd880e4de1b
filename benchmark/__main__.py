from __future__ import annotations

import logging
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmark import campaign, machine
from benchmark.errors import BenchmarkError
from benchmark.plot import write_plot
from benchmark.report import write_report
from benchmark.settings import BenchmarkSettings


def main() -> int:
    """Measure, write the report and its plot, print the report; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="[benchmark] %(message)s", stream=sys.stderr)
    settings = BenchmarkSettings.from_arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as directory:
            result = campaign.run(settings, Path.cwd(), Path(directory))
    except BenchmarkError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 2
    plot = settings.report.with_suffix(".svg")
    plot.parent.mkdir(parents=True, exist_ok=True)
    write_plot(result, plot)
    text = write_report(result, machine.describe(), settings, plot.name, date.today())
    settings.report.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
