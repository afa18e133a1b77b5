"""What must hold of every page: as HTML, for those who do not see it, in the reader's language."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from sqlalchemy import Text, select

from huasheng_vote.extensions import Sealed, db
from tests.web.test_translations import ALWAYS_CHINESE, english
from tests.web.walker import Met

HAN = re.compile(r"[\u3400-\u9fff]+")
MASKED = re.compile(r"[\u3400-\u9fff]\*[\u3400-\u9fff]?")  # a name as strangers read it
SPOKEN = ("aria-label", "alt", "title", "placeholder")
SILENT = {"script", "style"}
NAMED_BY_ITSELF = {"hidden", "submit", "button", "image"}


def as_html(met: Met) -> Iterator[str]:
    """Not valid, an id used twice, not one heading, no title, the wrong language, anything inline."""
    yield from met.faults
    ids = Counter(each.get("id") for each in met.all() if each.get("id"))
    yield from (f"id {name} {times} times" for name, times in ids.items() if times > 1)
    yield from (f"inline {name}" for each in met.all() for name in each.attrib if name == "style" or name.startswith("on"))
    yield from (f"inline <{each.tag}>" for each in met.all() if each.tag in SILENT and (each.text or "").strip())
    if met.whole:
        headings, titles = (len(list(met.all(tag))) for tag in ("h1", "title"))
        yield from [f"{headings} h1"] * (headings != 1)
        yield from [f"{titles} titles"] * (titles < 1 or not any((each.text or "").split("·")[0].strip() for each in met.all("title")))


def for_ears(met: Met) -> Iterator[str]:
    """A picture without its words, a control nobody named, a link or button that says nothing, a label for nothing."""
    ids = {each.get("id"): each for each in met.all() if each.get("id")}
    named = {each.get("for") for each in met.all("label")} | {part.get("id") for each in met.all("label") for part in each.iter()}
    yield from (f"img without alt: {each.get('src')}" for each in met.all("img") if each.get("alt") is None)
    for each in met.all():
        name = each.get("aria-label") or any(word in ids for word in (each.get("aria-labelledby") or "").split())
        control = each.tag in ("select", "textarea") or (each.tag == "input" and each.get("type") not in NAMED_BY_ITSELF)
        if control and not name and (each.get("id") is None or each.get("id") not in named):
            yield f"{each.tag} without a label: {each.get('name')}"
        if each.tag in ("a", "button") and not name and not said(each):
            yield f"{each.tag} without words: {dict(each.attrib)}"
        pointing = [each.get("for"), *(each.get("aria-describedby") or "").split(), *(each.get("aria-labelledby") or "").split()]
        yield from (f"{each.tag} points at nothing: {word}" for word in pointing if word and word not in ids)


def said(element: Element) -> str:
    """What a link or button is called by."""
    pictures = (each.get("alt") or each.get("aria-label") or "" for each in element.iter())
    return "".join((*element.itertext(), *pictures)).strip()


def headers(met: Met, *, personal: bool) -> Iterator[str]:
    """The strict policy on everything; what a signed-in person reads is not kept by browser or proxy."""
    policy, kept = met.headers.get("Content-Security-Policy", ""), met.headers.get("Cache-Control", "")
    if "unsafe-" in policy or "default-src 'none'" not in policy:
        yield f"policy: {policy}"
    if met.headers.get("X-Content-Type-Options") != "nosniff":
        yield "sniffed"
    if personal and (met.html or not met.public) and not {"no-store", "private"} & set(kept.replace(" ", "").split(",")):
        yield f"kept: {kept}"


def chinese_left(met: Met, data: set[str]) -> Iterator[str]:
    """Chinese on an English page that is neither marked `lang="zh…"` nor written by people: no such words stand in the database."""
    for text in chain(*(texts(root) for root in met.all("html"))) if met.whole else ():
        left = [run for run in HAN.findall(MASKED.sub("", text)) if run not in data]
        if left:
            yield f"{left} in {' '.join(text.split())[:80]}"


def texts(element: Element) -> Iterator[str]:
    """Every text and every spoken attribute, except under an element that says it is Chinese."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    if not (element.get("lang") or "").startswith("zh"):
        yield from (value for name in SPOKEN if (value := element.get(name)))
        yield element.text or ""
        for child in element:
            yield from texts(child)
            yield child.tail or ""


def written_by_people() -> set[str]:
    """Every run of Chinese in any text of the database, the headings of a register that its English page quotes, and what is always Chinese."""
    quoted = [form for forms in english().values() for form in forms]
    found = {run for form in (*quoted, *ALWAYS_CHINESE) for run in HAN.findall(form)}
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if column.type.python_type is str or isinstance(column.type, Text | Sealed)]
        for row in db.session.execute(select(*columns)) if columns else ():
            for value in row:
                found.update(runs(value))
    return found


def runs(value: object) -> Iterable[str]:
    if not isinstance(value, str):
        return ()
    plain = json.dumps(json.loads(value), ensure_ascii=False) if value.startswith(("{", "[")) else value
    return HAN.findall(plain)
