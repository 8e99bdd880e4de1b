"""docs/benchmark.md: the tables, the promises and how it was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from benchmark import voice
from benchmark.bots import BotResult
from benchmark.campaign import Campaign
from benchmark.load import TURNS
from benchmark.machine import Machine
from benchmark.promises import check
from benchmark.settings import BenchmarkSettings
from benchmark.staff_screen import describe


def write_report(
    campaign: Campaign, machine: Machine, settings: BenchmarkSettings, plot: str, today: date
) -> str:
    """Return the whole document; `plot` is the file name of the picture beside it."""
    parts = [
        "# Benchmark",
        f"Written by `make benchmark` on {today.isoformat()}; do not edit.",
        _machine(machine),
        "## Promises",
        _promises(campaign),
        f"## Beside stock Rasa, {campaign.compared[0].topics} topics",
        _comparison(campaign.compared),
        f"![Messages a second and accuracy]({plot})",
    ]
    if campaign.all_topics:
        parts += [f"## Our bot, all {campaign.all_topics[0].topics} topics", _comparison(campaign.all_topics)]
    if campaign.screen is not None:
        parts += ["## Staff screen", describe(campaign.screen)]
    if campaign.voice is not None:
        parts += ["## Voice", table(("what", "measured"), voice.rows(campaign.voice)), voice.METHOD]
    return "\n\n".join([*parts, "## How it was measured", _method(settings)]) + "\n"


MACHINE = """\
Machine: {machine.processor}, {machine.cores} cores, {machine.memory_gb:.0f} GB, {machine.system},
Python {machine.python}. The load client, the action server and the database share these cores with the bot.
The row "load before" is the machine's load average when a bot was ready but not yet asked anything: a value
well above 1 means that other programs were busy and that speeds would be higher alone."""

METHOD = """\
- Both bots are trained from the same articles, domain, rules and stories, use the same custom actions, and
  answer over the REST channel with a tracker store on SQLite.
- In the comparison both bots get the chosen topics' questions and at most {settings.lines_per_act} lines of
  each dialogue act; our bot at all topics is trained from everything. Stock Rasa's topics are plain intents.
- Stock Rasa: its default configuration (whitespace tokens, count vectors, DIET, ResponseSelector,
  Memoization, Rule and TED policies, {settings.stock_epochs} epochs), `rasa run`, its own SQL tracker store.
  UnexpecTEDIntentPolicy is left out, which makes stock Rasa faster.
- Ours: `config.yml`, `python -m serving`, every turn synced to disk before its answer (`synchronous: FULL`);
  once with the action server, once with the actions in the bot's process.
- Stock Rasa's training time grows fast with the topics, so the comparison stops at the number above; our bot
  is also measured at all topics. Articles are chosen in turn from the ten domains.
- {settings.messages} messages at each number of senders, {turns} to a conversation, each sender waits for its
  answer; 16 messages beforehand warm the bot up. Single runs: differences under a quarter are noise.
- Questions: the lines of {files} about the chosen topics. "Right topic first" looks at the topic ranking
  alone; "certain" also asks that the intent is a domain, so that the bot would answer."""

SMOKE = "\n- **A smoke run (`--quick`)**: too few messages and training epochs to judge either bot."


def _machine(machine: Machine) -> str:
    return MACHINE.format(machine=machine)


def _promises(campaign: Campaign) -> str:
    rows = [(p.what, p.limit, p.measured, "yes" if p.kept else "**no**") for p in check(campaign)]
    return table(("what", "promise", "measured", "kept"), rows)


def _comparison(results: Sequence[BotResult]) -> str:
    rows = [
        ("training, wall", *(f"{r.training.wall:.0f} s" for r in results)),
        ("training, CPU", *(f"{r.training.cpu:.0f} s" for r in results)),
        ("start to ready", *(f"{r.load_seconds:.1f} s" for r in results)),
        ("memory, ready", *(f"{r.idle_mb:.0f} MB" for r in results)),
        ("memory, after the load", *(f"{r.used_mb:.0f} MB" for r in results)),
        (
            f"right topic first ({results[0].accuracy.questions} questions)",
            *(f"{r.accuracy.top1:.3f}" for r in results),
        ),
        ("right topic among three", *(f"{r.accuracy.top3:.3f}" for r in results)),
        ("certain (0.8 or more)", *(f"{r.accuracy.sure:.3f}" for r in results)),
        ("right when certain", *(f"{r.accuracy.sure_right:.3f}" for r in results)),
    ]
    for index, load in enumerate(results[0].loads):
        loads = [r.loads[index] for r in results]
        senders = f"{load.senders} sender" + ("s" if load.senders > 1 else "")
        rows += [
            (f"{senders}: messages a second", *(f"{one.per_second:.1f}" for one in loads)),
            (f"{senders}: p50 / p95", *(f"{one.p50_ms:.1f} / {one.p95_ms:.1f} ms" for one in loads)),
            (f"{senders}: CPU of the bot a message", *(f"{one.cpu_ms:.1f} ms" for one in loads)),
            (f"{senders}: failed", *(str(one.failed) for one in loads)),
        ]
    rows.append(("load before", *(f"{r.load_average:.1f}" for r in results)))
    return table(("", *(r.name for r in results)), rows)


def _method(settings: BenchmarkSettings) -> str:
    files = ", ".join(f"`{path}`" for path in settings.evaluation)
    text = METHOD.format(settings=settings, turns=TURNS, files=files)
    return text + SMOKE if settings.quick else text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)
