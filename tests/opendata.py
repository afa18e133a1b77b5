"""The standards' own schemas, made strict: extensions merged in (RFC 7386), unknown keys refused, dates checked. Under tests/data, with their licence."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

DATA = Path(__file__).parent / "data"


def faults(kind: str, body: Any) -> list[str]:
    """Everything wrong with a file: kind is release-package, record-package or project-package."""
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in validator(kind).iter_errors(body)]


@cache
def validator(kind: str) -> Any:
    """The strict schema of a package, with the schemas it points to."""
    folder, inner = ("oc4ids", "project-schema") if kind == "project-package" else ("ocds", "release-schema")
    inside = _read(folder, inner)
    if folder == "ocds":
        for extension in sorted((DATA / "ocds/extensions").iterdir()):
            inside = merged(inside, json.loads((extension / "release-schema.json").read_text()))
        inside["definitions"]["Location"] = {"type": "object", "not": {}}  # of an extension that is not used
    inside, outside = strict(inside), strict(_read(folder, f"{kind}-schema"))
    if folder == "ocds":
        outside["properties"]["extensions"] = {"type": "array", "items": {"type": "string", "format": "uri"}}
    resources = [(each["id"], Resource.from_contents(each, DRAFT4)) for each in (inside, outside)]
    assert validator_for(outside) is Draft4Validator
    return Draft4Validator(outside, registry=Registry().with_resources(resources), format_checker=FormatChecker(["date-time"]))


def merged(base: Any, patch: Any) -> Any:
    """RFC 7386: null removes, objects merge, everything else replaces."""
    if not isinstance(patch, dict):
        return deepcopy(patch)
    result = dict(base) if isinstance(base, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def strict(schema: Any) -> Any:
    """Every object that names its properties takes no others."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "$schema" not in schema.get("properties", {}):
        found.setdefault("additionalProperties", False)
    return found


def _read(folder: str, name: str) -> Any:
    return json.loads((DATA / folder / f"{name}.json").read_text())
