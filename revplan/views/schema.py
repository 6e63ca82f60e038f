"""What `schema` shows: the plan file's JSON Schema, draft 2020-12."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from revplan.base.docstrings import with_docstrings
from revplan.model.plan import OF_SEGMENTS, Plan
from revplan.rules.waiving import waivable_codes

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """A key that is left out may be left out; a key that is left empty is an error."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        with_docstrings(sys.modules[schema["cls"].__module__])
        return super().model_schema(schema)

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    schema = Plan.model_json_schema(schema_generator=_Schema, mode="validation")
    parts: dict[str, Any] = schema.setdefault("$defs", {})
    for part in (schema, *parts.values()):
        part.pop("title", None)
    parts["Waiver"]["properties"]["rule"]["enum"] = list(waivable_codes())
    told = schema["properties"]["segments"]
    schema["properties"]["segments"] = {**told, "$ref": "#/$defs/Segments"}
    parts |= _segments(schema)
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k != "plan"}
    years = [{"required": ["segments"], "not": _any_of(OF_SEGMENTS)}]
    years.append({"required": ["prior_year", "target"], "not": _any_of(("segments",))})
    return {"$schema": DRAFT, "title": "revplan plan, format 1", **schema, "oneOf": years}


def _any_of(keys: Sequence[str]) -> dict[str, Any]:
    """A mapping that has any of some keys."""
    return {"anyOf": [{"required": [key]} for key in keys]}


def _segments(plan: dict[str, Any]) -> dict[str, Any]:
    """What segments may hold: the body of a plan, of which nothing has to stand that is inherited,
    or a file alone.
    """
    body = {key: value for key, value in plan["properties"].items() if key != "plan"}
    years = [{"required": ["segments"]}, {"required": ["prior_year", "target"]}]
    within = {
        "type": "object",
        "description": "The body of a plan; what it is silent on it has from the plan above it.",
        "properties": body,
        "additionalProperties": False,
        "oneOf": years,
    }
    file = {
        "type": "object",
        "description": "The file of the segment's plan.",
        "properties": {"plan": plan["properties"]["plan"]},
        "required": ["plan"],
        "additionalProperties": False,
    }
    segments = {
        "type": "object",
        "propertyNames": {"pattern": r"^[\w-]{1,64}$"},
        "additionalProperties": {"anyOf": [file, {"$ref": "#/$defs/Segment"}]},
        "minProperties": 1,
    }
    return {"Segments": segments, "Segment": within}


def schema_text() -> str:
    """The JSON Schema as text."""
    return json.dumps(plan_schema(), indent=2)
