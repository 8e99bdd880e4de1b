"""What can stop a benchmark."""


class BenchmarkError(Exception):
    """Base of this package's errors; the message is one line for the operator."""

    code = "benchmark"
