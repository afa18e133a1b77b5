"""Walking the site by its own links, as a reader does, and what must hold of every page met on the way."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from huasheng_vote.web.access import MARK

MOST = 2
"""Pages visited of one kind: an endpoint, with or without a query. So the walk ends, though each ballot page has an address of its own."""
MOVED = (301, 302, 303, 308)
FOLLOWED = (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"))
HTMX = ("hx-get", "data-poll")


@dataclass
class Met:
    """A page met on the way; `seen_from` is the page that led there."""

    url: str
    endpoint: str
    args: dict[str, Any]
    seen_from: str
    status: int
    headers: Any
    html: str
    public: bool
    """Whether anybody may have it."""
    tree: Element | None = field(default=None, repr=False)
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """A page of its own, not a fragment and not a file."""
        return self.html.startswith("<!doctype html>")

    def all(self, tag: str | None = None) -> Iterator[Element]:
        return (each for each in self.tree.iter(tag) if isinstance(each.tag, str)) if self.tree is not None else iter(())


class Walk:
    """Every kind of page reachable from some addresses, the nearest ones of each."""

    def __init__(self, app: Flask, client: FlaskClient, *starts: str, most: int = MOST, without: tuple[str, ...] = ()) -> None:
        self._app, self._map, self._client = app, app.url_map.bind("localhost"), client
        self._visits, self._most, self._without = Counter[tuple[str, bool]](), most, {"static", *without}
        self.met: list[Met] = []
        seen, waiting = set(starts), deque((start, "") for start in starts)
        while waiting:
            url, before = waiting.popleft()
            if (met := self._visit(url, before)) is None:
                continue
            self.met.append(met)
            fresh = dict.fromkeys(link for link in links(met) if link not in seen)
            seen.update(fresh)
            waiting.extend((link, url) for link in fresh)

    def _visit(self, url: str, before: str) -> Met | None:
        endpoint, args = self.match(url)
        kind = (endpoint, bool(urlsplit(url).query))
        if endpoint in self._without or self._visits[kind] >= self._most:
            return None
        self._visits[kind] += 1
        answer = self._client.get(url)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" and answer.status_code not in MOVED else ""
        answer.close()
        return parsed(Met(url, endpoint, args, before, answer.status_code, answer.headers, html, self._public(endpoint)))

    def _public(self, endpoint: str) -> bool:
        return getattr(self._app.view_functions.get(endpoint), MARK, "") == "public"

    def match(self, url: str, method: str = "GET") -> tuple[str, dict[str, Any]]:
        """The endpoint of an address; one that leads nowhere is visited too, and found missing."""
        try:
            return self._map.match(urlsplit(url).path, method=method)
        except RequestRedirect as moved:
            return self.match(moved.new_url, method)
        except HTTPException:
            return "nowhere", {}


def parsed(met: Met) -> Met:
    """With its tree, and what the strict reader of HTML complains of."""
    if met.html:
        reader = html5lib.HTMLParser(namespaceHTMLElements=False)
        met.tree = reader.parse(met.html) if met.whole else reader.parseFragment(met.html)
        met.faults = [f"{code} at {place}" for place, code, _ in reader.errors]
    return met


def links(met: Met) -> Iterator[str]:
    """Where a page leads without a button that changes anything."""
    if met.status in MOVED:
        yield met.headers["Location"].removeprefix("http://localhost")
    shown = [each.get(name) for tag, name in FOLLOWED for each in met.all(tag)]
    shown += [each.get("action") for each in met.all("form") if each.get("method", "get").lower() == "get"]
    shown += [each.get(name) for each in met.all() for name in HTMX]
    for link in shown:
        whole = urlsplit(urljoin(met.url, link or "#"))
        if link and not whole.scheme and not whole.netloc and whole.path != urlsplit(met.url).path:
            yield whole._replace(fragment="").geturl()
