"""Sections that few plans have: read by a model that is imported when a plan states one."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic_core import CoreSchema, core_schema
from pydantic_core.core_schema import ValidationInfo

from revplan.fields.section import Section
from revplan.fields.text import Name

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class Lazy:
    """Stands in an annotation for the model of a section; `keyed` for a mapping of names to it.

    Every model costs milliseconds at the start: a plan pays for those that it uses.
    """

    def __init__(self, module: str, model: str, keyed: bool = False) -> None:
        self.module = module
        self.name = model
        self.keyed = keyed

    @cached_property
    def model(self) -> type[Section]:
        """The model, imported now."""
        found: type[Section] = getattr(import_module(self.module), self.name)
        return found

    @cached_property
    def _reader(self) -> TypeAdapter[Any]:
        from pydantic import TypeAdapter  # with all that it imports, for those who need it

        return TypeAdapter(dict[Name, self.model] if self.keyed else self.model)  # type: ignore[name-defined]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        writing = core_schema.plain_serializer_function_ser_schema(self._written)
        return core_schema.with_info_plain_validator_function(self._read, serialization=writing)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        found: dict[str, Any] = handler(self._reader.core_schema)
        return found

    def _read(self, raw: Any, info: ValidationInfo) -> Any:
        return self._reader.validate_python(raw, context=info.context)

    def _written(self, value: Any) -> Any:
        return None if value is None else self._reader.dump_python(value, exclude_unset=True)
