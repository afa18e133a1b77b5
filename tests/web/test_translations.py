"""Every sentence has its English, with the same placeholders, and no sentence stands in the code where no translator finds it."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted((ROOT / "huasheng_vote/translations/en/LC_MESSAGES").glob("*.po"))
CALLS = {"_", "gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "_l", "_n"}
KEYWORDS = {
    name: (1, 2) if "n" in name.removesuffix("gettext") else None for name in CALLS if name not in ("lazy_gettext", "gettext", "_", "_l")
}
KEYWORDS |= {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
HAN = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# Chinese that is data or law, not a sentence to a reader: registers as people keep them, names, numerals, the invented estate.
DATA = (
    "demo/",
    "rules/",
    "translations/",
    "web/capitals.py",
    "web/filters.py",
    "web/forms.py",  # a date as people write it
    "assemblies/forms/fields.py",  # days and doors as people write them
    "web/plan.py",
    "register/actions/compare.py",
    "proposals/forms/fields.py",
    "proposals/queries/similar.py",
    "serve.py",  # speaks both languages at once
    "journal/verify.py",  # and so does this, alone
    "witness/witness.py",  # and so does this, on its own
)
# The switch of languages says each language in itself; the face of a seal is Chinese in every language, its words stand beside it.
ALWAYS_CHINESE = ("语言 · Language", "中文", "表决通过", "未获通过", "参与不足", "有待复核")


def extracted():
    """(msgid, where) of every marked sentence."""
    for folder, method, options in (
        ("huasheng_vote", "python", {}),
        ("templates", "jinja2", {"trim_blocks": "true", "lstrip_blocks": "true"}),
    ):
        pattern = "**.py" if method == "python" else "**.html"
        found = extract_from_dir(
            str(ROOT / folder),
            method_map=[(pattern, method)],
            options_map={pattern: options},
            keywords=KEYWORDS,
            directory_filter=lambda _: True,
        )
        for name, line, message, _comments, _context in found:
            yield (message[0] if isinstance(message, tuple) else message), f"{folder}/{name}:{line}"


def entries():
    """(msgid, its English forms) of every catalogue."""
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                if key and all(forms):
                    yield key, forms


def english():
    """msgid → its English forms, over all catalogues."""
    return dict(entries())


def test_every_sentence_has_english():
    known = english()
    assert sorted({f"{where} {sentence}" for sentence, where in extracted() if sentence not in known}) == []


def test_a_sentence_of_two_areas_has_one_english():
    """Only one of two would ever be read, whichever catalogue comes last."""
    forms = defaultdict(set)
    for key, english in entries():
        forms[key].add(english)
    assert {key: found for key, found in forms.items() if len(found) > 1} == {}


def test_english_keeps_every_placeholder():
    wrong = {
        sentence: forms
        for sentence, forms in english().items()
        for form in forms[-1:]
        if set(PLACEHOLDER.findall(sentence)) != set(PLACEHOLDER.findall(form))
    }
    assert wrong == {}


def test_no_english_is_left_in_chinese():
    """A word of a register's columns may be quoted; anything else is not translated yet."""
    left = {sentence: form for sentence, forms in english().items() for form in forms if HAN.search(form) and not quotes(form, sentence)}
    assert left == {}


def test_english_is_quoted_straight():
    """Where only a Chinese face is installed, a curly apostrophe is as wide as a letter and a half."""
    assert [form for forms in english().values() for form in forms if set(form) & set("‘’“”")] == []


def quotes(form, sentence):
    return form != sentence and all(run in sentence for run in re.findall(r"[\u4e00-\u9fff]+", form))


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/**/*.html")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_marks_all_its_chinese(path):
    text = re.sub(r"\{#.*?#\}|<!--.*?-->", "", path.read_text("utf-8"), flags=re.S)
    text = re.sub(r"\b(?:_|gettext|ngettext)\(\s*(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:\s*,\s*'(?:[^'\\]|\\.)*')?", "", text)
    for name in ALWAYS_CHINESE:
        text = text.replace(name, "")
    assert HAN.findall(text) == []


def python_files():
    for path in sorted((ROOT / "huasheng_vote").rglob("*.py")):
        name = str(path.relative_to(ROOT / "huasheng_vote"))
        if not name.startswith(DATA):
            yield path


@pytest.mark.parametrize("path", list(python_files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_code_marks_all_its_chinese(path):
    tree = ast.parse(path.read_text("utf-8"))
    marked = {id(part) for call in ast.walk(tree) if isinstance(call, ast.Call) and called(call) in CALLS for part in ast.walk(call)}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    stray = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value) and id(node) not in marked | said
    ]
    assert stray == []


def called(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
