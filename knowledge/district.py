"""The district's profile: the one file that names it (knowledge/district.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.document import Node, read_document
from knowledge.reader import Reader


@dataclass(frozen=True)
class Department:
    """Who is responsible; `phone` is the call centre's when the own number is not confirmed."""

    id: str
    name: str
    phone: str
    handles: str = ""
    own_phone: bool = False
    checked: date | None = None

    @property
    def contact(self) -> str:
        """Name and number in one phrase."""
        return f"{self.name}(전화 {self.phone})"

    def as_dict(self) -> dict[str, str]:
        """Return name, phone and contact."""
        return {"name": self.name, "phone": self.phone, "contact": self.contact}


@dataclass(frozen=True)
class Office:
    """The main building. `weekdays` are ISO numbers (Monday 1), `opens` and `closes` are HH:MM."""

    name: str
    address: str = ""
    hours: str = ""
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: str = "09:00"
    closes: str = "18:00"


@dataclass(frozen=True)
class CallCenter:
    """The call centre that takes any question."""

    name: str
    phone: str
    short_phone: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Place:
    """A named office with an optional number and address."""

    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Successor:
    """A district that took over part of this one."""

    name: str
    side: str = ""


@dataclass(frozen=True)
class Reorganization:
    """A change of borders residents must be told about."""

    date: date | None
    note: str
    successors: tuple[Successor, ...] = ()


@dataclass(frozen=True)
class District:
    """Names, offices, departments and brands of one district."""

    name: str
    full_name: str
    city: str
    aliases: tuple[str, ...]
    bot_name: str
    currency: str
    app: str
    brands: tuple[str, ...]
    office: Office
    call_center: CallCenter
    health_center: Place
    departments: Mapping[str, Department]
    dongs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reorganization: Reorganization | None = None
    weather_grid: tuple[int, int] | None = None  # nx, ny of the weather service
    weather_station: str = ""  # name of the station of the air quality service
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def fields(self) -> dict[str, str]:
        """Return the template fields that need no department."""
        return {
            "district.name": self.name,
            "district.full_name": self.full_name,
            "district.city": self.city,
            "district.bot_name": self.bot_name,
            "district.currency": self.currency,
            "district.app": self.app,
            "district.call_center.name": self.call_center.name,
            "district.call_center.phone": self.call_center.phone,
            "district.call_center.short_phone": self.call_center.short_phone or self.call_center.phone,
            "district.call_center.hours": self.call_center.hours,
            "district.office.name": self.office.name,
            "district.office.address": self.office.address,
            "district.office.hours": self.office.hours,
            "district.health_center.name": self.health_center.name,
            "district.reorganization.note": self.reorganization.note if self.reorganization else "",
        }

    def fields_for(self, department: Department) -> dict[str, str]:
        """Return all template fields of a text that `department` answers for."""
        own = {f"department.{key}": value for key, value in department.as_dict().items()}
        return {**self.fields(), **own}


_REQUIRED = ("name", "office", "call_center", "departments")
_OPTIONAL = (
    "full_name",
    "city",
    "aliases",
    "reorganization",
    "bot_name",
    "currency",
    "app",
    "brands",
    "health_center",
    "weather",
    "dongs",
)


def load_district(path: Path, file: str = "district.yml") -> District:
    """Read and check the district's profile. Raises KnowledgeError."""
    reader = Reader(file)
    top = reader.mapping(read_document(path, file), "구 정보", _REQUIRED, _OPTIONAL)
    name = reader.text(top.get("name"), "name")
    call_center = _call_center(reader, top.get("call_center"))
    district = District(
        name=name,
        full_name=reader.optional_text(top, "full_name", "full_name", name),
        city=reader.optional_text(top, "city", "city"),
        aliases=tuple(text for text, _ in reader.texts(top.get("aliases"), "aliases")),
        bot_name=reader.optional_text(top, "bot_name", "bot_name", f"{name} AI 민원상담"),
        currency=reader.optional_text(top, "currency", "currency", "지역화폐"),
        app=reader.optional_text(top, "app", "app", "구청 앱"),
        brands=tuple(text for text, _ in reader.texts(top.get("brands"), "brands")),
        office=_office(reader, top.get("office")),
        call_center=call_center,
        health_center=_place(reader, top.get("health_center"), "health_center", "보건소"),
        departments=_departments(reader, top.get("departments"), call_center.phone),
        dongs={
            part: tuple(text for text, _ in reader.texts(node, "dongs"))
            for part, node in reader.entries(top.get("dongs"), "dongs")
        },
        reorganization=_reorganization(reader, top.get("reorganization")),
        weather_grid=_weather_grid(reader, top.get("weather")),
        weather_station=_weather_station(reader, top.get("weather")),
        lines=_department_lines(top.get("departments")),
    )
    reader.raise_problems()
    return district


def _office(reader: Reader, node: Node | None) -> Office:
    optional = ("address", "hours", "weekdays", "opens", "closes")
    fields = reader.mapping(node, "office", ("name",), optional)
    office = Office(
        name=reader.text(fields.get("name"), "office.name"),
        address=reader.optional_text(fields, "address", "office.address"),
        hours=reader.optional_text(fields, "hours", "office.hours"),
        opens=reader.optional_text(fields, "opens", "office.opens", "09:00"),
        closes=reader.optional_text(fields, "closes", "office.closes", "18:00"),
    )
    days = [
        int(reader.number(item, "weekdays", 0)) for item in reader.items(fields.get("weekdays"), "weekdays")
    ]
    if any(day not in range(1, 8) for day in days):
        line = fields["weekdays"].line
        reader.problem(
            "weekdays", line, "요일은 1(월)부터 7(일)까지입니다.", "[1, 2, 3, 4, 5]처럼 적어 주세요."
        )
    return replace(office, weekdays=tuple(days)) if days else office


def _call_center(reader: Reader, node: Node | None) -> CallCenter:
    fields = reader.mapping(node, "call_center", ("name", "phone"), ("short_phone", "hours"))
    return CallCenter(
        name=reader.text(fields.get("name"), "call_center.name"),
        phone=reader.text(fields.get("phone"), "call_center.phone"),
        short_phone=reader.optional_text(fields, "short_phone", "call_center.short_phone"),
        hours=reader.optional_text(fields, "hours", "call_center.hours"),
    )


def _place(reader: Reader, node: Node | None, what: str, default: str) -> Place:
    fields = reader.mapping(node, what, (), ("name", "phone", "address"))
    return Place(
        name=reader.optional_text(fields, "name", what, default),
        phone=reader.optional_text(fields, "phone", what),
        address=reader.optional_text(fields, "address", what),
    )


def _departments(reader: Reader, node: Node | None, fallback_phone: str) -> dict[str, Department]:
    departments: dict[str, Department] = {}
    for key, entry in reader.entries(node, "departments"):
        fields = reader.mapping(entry, f"부서 {key}", ("name",), ("phone", "handles", "checked"))
        phone = reader.optional_text(fields, "phone", f"부서 {key}의 phone")
        departments[key] = Department(
            id=key,
            name=reader.text(fields.get("name"), f"부서 {key}의 name"),
            phone=phone or fallback_phone,
            handles=reader.optional_text(fields, "handles", f"부서 {key}의 handles"),
            own_phone=bool(phone),
            checked=reader.day(fields.get("checked"), f"부서 {key}의 checked"),
        )
    return departments


def _department_lines(node: Node | None) -> dict[str, int]:
    children = node.value if node is not None and isinstance(node.value, dict) else {}
    return {key: child.line for key, child in children.items()}


def _reorganization(reader: Reader, node: Node | None) -> Reorganization | None:
    fields = reader.mapping(node, "reorganization", (), ("date", "note", "successors"))
    if not fields:
        return None
    successors = []
    for item in reader.items(fields.get("successors"), "successors"):
        entry = reader.mapping(item, "successors", ("name",), ("side",))
        side = reader.optional_text(entry, "side", "successors.side")
        successors.append(Successor(reader.text(entry.get("name"), "successors.name"), side))
    return Reorganization(
        date=reader.day(fields.get("date"), "reorganization.date"),
        note=reader.optional_text(fields, "note", "reorganization.note"),
        successors=tuple(successors),
    )


def _weather_grid(reader: Reader, node: Node | None) -> tuple[int, int] | None:
    fields = reader.mapping(node, "weather", ("nx", "ny"), ("station",))
    if not fields:
        return None
    nx, ny = (int(reader.number(fields.get(axis), f"weather.{axis}", 0)) for axis in ("nx", "ny"))
    return nx, ny


def _weather_station(reader: Reader, node: Node | None) -> str:
    fields = node.value if node is not None and isinstance(node.value, dict) else {}
    return reader.optional_text(fields, "station", "weather.station")
