"""Walking the site by its own links, as a reader does, and what must hold of every page met on the way."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from flask.testing import FlaskClient

MOST_PER_ENDPOINT = 2
LINKS = re.compile(r'(?:href|hx-get|data-poll)="([^"#]+)')
WORDS = re.compile(r"[\u4e00-\u9fff]")
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Met:
    """A page met on the way."""

    url: str
    endpoint: str
    status: int
    headers: Any
    html: str

    @property
    def whole(self) -> bool:
        """A page of its own, not a fragment and not a file."""
        return self.html.startswith("<!doctype html>")


class Walk:
    """Every page reachable from the front page, at most two for each endpoint."""

    def __init__(self, app: Any, client: FlaskClient, start: str) -> None:
        self._app, self._client = app, client
        self.met: list[Met] = []
        self._seen, self._visits, waiting = {start}, Counter[str](), [start]
        while waiting:
            url = waiting.pop(0)
            met = self._visit(url)
            if met is None:
                continue
            self.met.append(met)
            for link in self._links(met):
                if link not in self._seen:
                    self._seen.add(link)
                    waiting.append(link)

    def _visit(self, url: str) -> Met | None:
        endpoint = self._endpoint(url)
        if not endpoint or endpoint == "static" or self._visits[endpoint] >= MOST_PER_ENDPOINT:
            return None
        self._visits[endpoint] += 1
        answer = self._client.get(url)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        met = Met(url, endpoint, answer.status_code, answer.headers, html)
        answer.close()
        return met

    def _endpoint(self, url: str) -> str:
        try:
            found: str = self._app.url_map.bind("localhost").match(urlsplit(url).path, method="GET")[0]
        except Exception:  # an address that only takes POST, or none
            return ""
        return found

    def _links(self, met: Met) -> list[str]:
        if met.status in (301, 302, 303, 308):
            return [met.headers["Location"]]
        found = (urljoin(met.url, link.replace("&amp;", "&")) for link in LINKS.findall(met.html))
        return [link for link in found if not urlsplit(link).netloc and not urlsplit(link).scheme]

    def find(self, endpoint: str) -> Met:
        """The first page of an endpoint that opened."""
        return next(met for met in self.met if met.endpoint == endpoint and met.status == 200)


def faults(met: Met) -> list[str]:
    """What is wrong with a page as HTML: not valid, not one heading, an id used twice, a control nobody named."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(met.html) if met.whole else parser.parseFragment(met.html)
    found = [f"{met.url}: {code} at {place}" for place, code, _ in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id"))
    found += [f"{met.url}: id {name} twice" for name, times in ids.items() if times > 1]
    if met.whole:
        headings = len(list(tree.iter("h1")))
        found += [f"{met.url}: {headings} h1"] if headings != 1 else []
    return found


def texts(met: Met) -> set[str]:
    """Every text and every spoken attribute of a page, white space squeezed."""
    tree = html5lib.parse(met.html, namespaceHTMLElements=False)
    spoken = (
        value for element in tree.iter() for name, value in element.attrib.items() if name in ("aria-label", "alt", "title", "placeholder")
    )
    return {" ".join(text.split()) for text in (*tree.itertext(), *spoken) if text and WORDS.search(text)}
