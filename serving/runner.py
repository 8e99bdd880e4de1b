"""A graph runner that works out the order of the nodes once per target."""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

# name of the node, the node, names of the nodes or inputs it needs
Step = tuple[str, Any, tuple[str, ...]]


class PlanRunner(DaskGraphRunner):
    """Runs the prediction graph without asking dask to plan each run anew: same nodes, same results."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, ...], list[Step]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run the graph (see parent class)."""
        wanted = tuple(targets or self._graph_schema.target_names)
        plan = self._plans.get(wanted)
        if plan is None:
            plan = self._plans[wanted] = self._plan(wanted)
        results = self._checked_inputs(inputs or {})
        try:
            for name, node, needs in plan:
                if name not in results:
                    results[name] = node(*[results.get(need, need) for need in needs])
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {target: results[target][1] for target in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[Step]:
        """Order the nodes `targets` depend on so that each comes after what it needs."""
        steps: list[Step] = []
        seen: set[str] = set()

        def visit(name: str) -> None:
            schema_node = self._graph_schema.nodes.get(name)
            if name in seen or schema_node is None:  # inputs such as the message are not nodes
                return
            seen.add(name)
            for need in schema_node.needs.values():
                visit(need)
            steps.append((name, self._instantiated_nodes[name], tuple(schema_node.needs.values())))

        for target in targets:
            visit(target)
        return steps

    def _checked_inputs(self, inputs: dict[str, Any]) -> dict[str, tuple[str, Any]]:
        for name, value in inputs.items():
            if isinstance(value, str) and value in self._graph_schema.nodes:
                raise GraphRunError(f"Input value '{value}' of '{name}' clashes with the name of a node.")
        return {name: (name, value) for name, value in inputs.items()}
