"""The part of GitHub's GraphQL that the action asks, on this machine: comments of one request."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FORBIDDEN = {"errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}]}


@dataclass
class GitHub:
    """Comments, who is asking, and what was asked."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    made: int = 0
    url: str = ""
    status: int = 200
    location: str = ""
    said: bytes | None = None
    read_only: bool = False

    def comment(self, body: str, ours: bool = False) -> None:
        self.made += 1
        self.comments.append({"id": f"IC_{self.made}", "body": body, "viewerDidAuthor": ours})

    @property
    def changes(self) -> list[str]:
        """The kinds of change that were asked for."""
        queries = [it["query"] for it in self.asked]
        kinds = ("addComment", "updateIssueComment")
        return [kind for query in queries for kind in kinds if f"{kind}(" in query]

    def answer(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        if "mutation" not in query:
            assert (variables["owner"], variables["name"]) == ("acme", "plans")
            assert variables["number"] == 7
            start = int(variables["after"] or 0)
            end = start + 100
            page = {
                "nodes": self.comments[start:end],
                "pageInfo": {"hasNextPage": end < len(self.comments), "endCursor": str(end)},
            }
            return {"data": {"repository": {"pullRequest": {"id": "PR_7", "comments": page}}}}
        if self.read_only:
            return {"data": None, **FORBIDDEN}
        if "addComment(" in query:
            assert variables["id"] == "PR_7"
            self.comment(variables["body"], ours=True)
        else:
            (found,) = [it for it in self.comments if it["id"] == variables["id"]]
            found["body"] = variables["body"]
        return {"data": {"done": {"clientMutationId": None}}}


@contextmanager
def fake_github() -> Iterator[GitHub]:
    """A server that answers while this lasts."""
    github = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            github.asked.append(body)
            github.tokens.add(self.headers["Authorization"])
            said = github.said
            if said is None:
                said = json.dumps(github.answer(body["query"], body["variables"])).encode()
            self.send_response(github.status)
            if github.location:
                self.send_header("Location", github.location)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    github.url = f"http://127.0.0.1:{server.server_address[1]}/graphql"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
