"""The comment that the action leaves on a pull request: made once, then kept up to date.

    comment.py FILE

The file holds the comment's text. TOKEN, PULL_REQUEST, ABOUT (what the comment is about: it is
found again by that) and CHANGED (0 where no figure differs: then a comment is kept up to date, and
none is made) come from the environment, the rest from what a runner sets.

A comment is ours when it was made with this very token's account, which GitHub answers for
(`viewerDidAuthor`), and begins with our marker; a stranger's that quotes the marker is not.

Where no comment can be left, as with the token of a fork, that is a notice and no failure: the
summary of the job has the same text.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FIND = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      id
      comments(first: 100, after: $after) {
        nodes { id body viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}"""
CREATE = """
mutation($id: ID!, $body: String!) {
  addComment(input: {subjectId: $id, body: $body}) { clientMutationId }
}"""
UPDATE = """
mutation($id: ID!, $body: String!) {
  updateIssueComment(input: {id: $id, body: $body}) { clientMutationId }
}"""

OWN_MARKER = re.compile(r"\A<!-- revplan:[0-9a-f]+ -->\n*")
"""By this `revplan diff` marks its text for who posts it as it is; here ABOUT decides."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECONDS = 30
MOST_PAGES = 100


class NoComment(Exception):
    """Why there is no comment, in a line."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The refusal to take the token anywhere else."""

    def redirect_request(self, *_: Any) -> None:
        """No other request."""


def asked(query: str, **variables: object) -> Any:
    """What GitHub answers to a query."""
    url = os.environ["GITHUB_GRAPHQL_URL"]
    parts = urlsplit(url)
    if parts.scheme != "https" and (parts.scheme, parts.hostname in LOOPBACK) != ("http", True):
        raise NoComment("the address of GitHub's API is not https")
    request = urllib.request.Request(  # noqa: S310
        url,
        json.dumps({"query": query, "variables": variables}).encode(),
        {"Authorization": f"Bearer {os.environ['TOKEN']}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=SECONDS) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError as error:
        raise NoComment(f"GitHub answers with {error.code}") from None
    except (OSError, ValueError) as error:
        raise NoComment(f"GitHub cannot be asked ({type(error).__name__})") from None
    if "errors" in found or "data" not in found:
        if any(error.get("type") == "FORBIDDEN" for error in found.get("errors", ())):
            raise NoComment("the token may not; it needs the permission pull-requests: write")
        raise NoComment("GitHub does not do what it is asked")
    return found["data"]


def leave(body: str, marker: str, create: bool) -> str:
    """The comment made or brought up to date; what was done, in a word."""
    owner, _, name = os.environ["GITHUB_REPOSITORY"].partition("/")
    number = int(os.environ["PULL_REQUEST"])
    after = None
    for _ in range(MOST_PAGES):
        data = asked(FIND, owner=owner, name=name, number=number, after=after)
        pull = data["repository"]["pullRequest"]
        for comment in pull["comments"]["nodes"]:
            if comment["viewerDidAuthor"] and comment["body"].startswith(marker):
                if comment["body"].replace("\r\n", "\n").strip() == body.strip():
                    return "is up to date"
                asked(UPDATE, id=comment["id"], body=body)
                return "updated"
        if not pull["comments"]["pageInfo"]["hasNextPage"]:
            break
        after = pull["comments"]["pageInfo"]["endCursor"]
    if not create:
        return "not needed"
    asked(CREATE, id=pull["id"], body=body)
    return "made"


def main(path: str) -> None:
    """The comment of a file left, where there is a token and a pull request."""
    if not os.environ["TOKEN"] or not os.environ["PULL_REQUEST"]:
        return
    about = hashlib.sha256(os.environ["ABOUT"].encode("utf-8", "surrogateescape"))
    marker = f"<!-- revplan:{about.hexdigest()[:16]} -->"
    try:
        text = Path(path).read_text(encoding="utf-8")
        body = f"{marker}\n{OWN_MARKER.sub('', text)}"
        print(f"The comment {leave(body, marker, os.environ['CHANGED'] != '0')}.")
    except NoComment as why:
        print(f"::notice title=revplan::no comment: {why}")
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        print("::notice title=revplan::no comment: GitHub's answer is not understood")


if __name__ == "__main__":
    main(sys.argv[1])
