"""Every macro, drawn with sample data on a page of the gallery, is valid HTML without a style, a script or a lost word."""

import re

import html5lib
import pytest

from tests.web.bare import PAGES, bare_app, draw, render

LANGUAGES = ("zh", "en")
HOSTILE = '<script>alert(1)</script>"\u202e' + "长" * 10_000


@pytest.fixture
def app(tmp_path):
    return bare_app(tmp_path)


@pytest.fixture(params=PAGES)
def page(request):
    return request.param


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_is_valid_html(app, page, lang):
    html5lib.HTMLParser(strict=True).parse(draw(app, page, lang=lang))


def test_a_page_has_one_heading_and_every_id_once(app, page):
    html = draw(app, page)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert html.count("<h1") == 1
    assert sorted(ids) == sorted(set(ids))


def test_every_reference_inside_a_page_has_its_target(app, page):
    html = draw(app, page)
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    named = re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', html)
    assert {name for names in named for name in names.split()} <= ids


def test_a_page_has_nothing_inline(app, page):
    html = draw(app, page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))


def test_reading_english_leaves_no_chinese_in_the_frame(app):
    html = (
        draw(app, "bare", lang="en")
        .replace("松麓家园", "")
        .replace("邻长 李*红", "")
        .replace("业委会每天", "")
        .replace("语言", "")
        .replace("中文", "")
    )
    assert not re.findall(r"[\u4e00-\u9fff，。：（）]+", re.sub(r"(?s)\{#.*?#\}", "", html))


def test_the_display_panel_shows_what_is_chosen(app):
    html = draw(app, "bare", size="large", contrast="high", lang="en")
    assert '<html lang="en" data-size="large" data-contrast="high">' in html
    assert re.findall(r'value="(\w+)" aria-pressed="true"', html) == ["large", "high", "en"]


def test_an_unknown_cookie_is_the_default(app):
    assert 'data-size="standard" data-contrast="normal"' in draw(app, "bare", size="huge", contrast="<b>")


def test_help_and_the_check_code_stand_at_the_foot(app):
    foot = draw(app, "bare").split("<footer")[1]
    assert 'href="tel:000000000000"' in foot
    assert "7K3M-9QXD-A2PT" in foot


def test_a_mistake_is_told_above_and_beside_and_what_was_typed_stays(app):
    html = draw(app, "forms")
    summary = html.split('class="errors')[1].split("</ul>")[0]
    assert "有 5 处要改" in html
    assert '<a href="#title">标题：请写 4 到 40 个字</a>' in summary
    assert '<a href="#stand-0">' in summary
    assert re.search(r'<input[^>]*aria-describedby="title-hint title-why"[^>]*aria-invalid="true"[^>]*value="灯"', html)


def test_a_form_without_mistakes_shows_no_summary(app):
    source = "{% from '_macros/form.html' import error_summary %}{{ error_summary(sheet) }}"

    class Clean(list):
        form_errors = ()

    assert render(app, source, sheet=Clean()).strip() == ""


def test_no_choice_is_made_for_the_reader(app):
    assert "checked" not in draw(app, "forms")


def test_hostile_text_stays_text_in_every_macro_that_takes_words(app):
    calls = (
        "page.html|head(w, w, [(w, '#')])", "page.html|tag(w)", "page.html|toast(w)", "page.html|empty(w, w, w, '#')",
        "page.html|entry('#', 'flag', w, w)", "page.html|progress(w, 1, 2)", "page.html|actions((w, '#'), [(w, '#')])",
        "facts.html|facts([(w, w)])", "facts.html|answers([(w, w, '#', w)])", "facts.html|simple_table([(w, ''), (w, 'num')], [[w, w]], w)",
        "stages.html|stages([(w, 'now')], w)", "receipt.html|slip(w, 'https://songlu.example', w, w)", "receipt.html|copyable(w)",
        "official.html|sign([(w, w)])", "official.html|proof(w, 'https://songlu.example', w)",
        "verdict.html|verdict('v', 'passed', w, w, [])", "form.html|submit(w, '#', w)", "form.html|post_button('#', w, values={'a': w})",
    )  # fmt: skip
    for call in calls:
        file, expression = call.split("|")
        name = expression.split("(")[0]
        html = render(app, f"{{% from '_macros/{file}' import {name} %}}{{{{ {expression} }}}}", w=HOSTILE)
        assert "<script" not in html, call
        assert "&lt;script&gt;" in html, call


def test_a_vote_of_fifteen_hundred_windows_is_a_small_page(app):
    assert len(draw(app, "vote").encode()) < 40_000


def test_the_seal_is_the_same_form_for_every_verdict(app):
    source = "{% from '_macros/verdict.html' import stamp %}{{ stamp('passed') }}|{{ stamp('failed') }}|{{ stamp('no_quorum') }}"
    forms = {re.sub(r"[\u4e00-\u9fff]", "字", seal) for seal in render(app, source).split("|")}
    assert len(forms) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 502, 503])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_says_what_to_do_whom_to_call_and_the_way_home(app, status, lang):
    html = render(
        app,
        "{% include 'errors/error.html' %}",
        prefs={"lang": lang},
        status=status,
        message=None,
        incident="7F3A",
        way_on=None,
        again=None,
    )
    html5lib.HTMLParser(strict=True).parse(html)
    assert "7F3A" in html
    assert 'href="tel:' in html
    assert 'href="/songlu/home/front"' in html.split("<main")[1].split("</main>")[0]


def test_a_refusal_inside_a_page_takes_the_focus(app):
    html = render(app, "{% include 'errors/_error.html' %}", status=409, message="投票已截止。", incident="7F3A", way_on="/go")
    assert "data-focus" in html
    assert "投票已截止。" in html
    assert 'href="/go"' in html
