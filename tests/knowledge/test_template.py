from __future__ import annotations

import pytest

from knowledge.template import fields_used, render, unknown_fields

VALUES = {"district.name": "한빛군", "department.name": "나무과", "district.app": "서울", "tel": "120"}


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("{district.name}에 있습니다", "한빛군에 있습니다"),
        ("{{district.name}}", "{district.name}"),
        ("{district.name}은(는)", "한빛군은"),
        ("{department.name}은(는)", "나무과는"),
        ("{district.name}(으)로", "한빛군으로"),
        ("{department.name}(으)로", "나무과로"),
        ("{district.app}(으)로", "서울로"),
        ("{district.app}을(를)", "서울을"),
        ("{tel}과(와)", "120과"),
        ("은(는)", "은(는)"),
    ],
)
def test_fields_and_the_particles_after_them_are_filled_in(text: str, rendered: str) -> None:
    assert render(text, VALUES) == rendered


def test_unknown_fields_and_lone_braces_are_found_with_their_place() -> None:
    assert list(unknown_fields("가 {district.name} {x.y} {{z}} {", VALUES)) == [("x.y", 18), ("{", 30)]


def test_fields_used_ignores_escaped_braces() -> None:
    assert fields_used("{a.b} {{c.d}}") == {"a.b"}
