"""What `schema` shows: the plan file's JSON Schema, draft 2020-12."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from revplan.plan import Plan

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """A key that is left out may be left out; a key that is left empty is an error."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    schema = Plan.model_json_schema(schema_generator=_Schema, mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
    return {"$schema": DRAFT, "title": "revplan plan, format 1", **schema}


def schema_text() -> str:
    """The JSON Schema as text."""
    return json.dumps(plan_schema(), indent=2)
