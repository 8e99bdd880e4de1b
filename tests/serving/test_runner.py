from types import SimpleNamespace

import pytest
from rasa.engine.exceptions import GraphRunError

from serving.runner import PlanRunner


def make_runner(nodes):
    """A runner over nodes given as name: (function of the needed values, names needed)."""
    runner = PlanRunner.__new__(PlanRunner)
    runner._plans = {}
    schema = {
        name: SimpleNamespace(needs={need: need for need in needs}) for name, (_, needs) in nodes.items()
    }
    runner._graph_schema = SimpleNamespace(nodes=schema, target_names=list(nodes))
    runner._instantiated_nodes = {name: _node(name, function) for name, (function, _) in nodes.items()}
    return runner


def _node(name, function):
    return lambda *inputs: (name, function(*(value for _, value in inputs)))


NODES = {
    "sum": (lambda first, second: first + second, ["double", "message"]),
    "double": (lambda message: message * 2, ["message"]),
    "unused": (lambda message: 1 / 0, ["message"]),
}


def test_a_target_is_computed_from_what_it_needs_and_nothing_else():
    assert make_runner(NODES).run({"message": 3}, ["sum"]) == {"sum": 9}


def test_a_second_run_uses_the_plan_with_new_inputs():
    runner = make_runner(NODES)
    runner.run({"message": 3}, ["sum"])
    assert runner.run({"message": 4}, ["sum"]) == {"sum": 12}


def test_an_input_can_stand_in_for_a_node():
    assert make_runner(NODES).run({"message": 3, "double": 10}, ["sum"]) == {"sum": 13}


def test_a_text_that_is_a_nodes_name_is_refused_as_in_rasa():
    with pytest.raises(GraphRunError, match="clashes"):
        make_runner(NODES).run({"message": "double"}, ["sum"])
