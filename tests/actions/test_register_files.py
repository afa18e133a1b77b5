"""Files as committees send them: encodings, aliases, merged cells, formulas, and things that are no register at all."""

import io
import zipfile

import pytest

from huasheng_vote.register.actions import reading
from huasheng_vote.register.actions.reading import read_register
from huasheng_vote.rules.refusal import Refused, Why
from tests import sheets


def figures(content: bytes) -> tuple[object, object, object]:
    report = read_register(content).report()
    assert report["errors"] == []
    return report["units"], report["heads"], report["area"]


def refused(content: bytes) -> Why:
    with pytest.raises(Refused) as caught:
        read_register(content)
    return caught.value.why


def problems(content: bytes) -> list[tuple[int, str, str]]:
    return [(each.row, str(each.column), str(each.code)) for each in read_register(content).errors]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_encoding_reads_the_same(encoding):
    assert figures(sheets.as_csv([sheets.HEADER, *sheets.FLATS], encoding)) == (6, 5, "458.74")


def test_a_workbook_reads_as_its_csv(monkeypatch):
    rows = [sheets.HEADER, *sheets.FLATS]
    assert read_register(sheets.as_xlsx(rows)).report() == read_register(sheets.as_csv(rows)).report()


def test_numbers_in_a_workbook_are_read_to_the_last_digit():
    rows = [
        sheets.HEADER,
        ["1", "", 101, "", 226421.0857, "张三", "", 10000000001, ""],
        ["1", "", 102.0, "", 0.1 + 0.2, "李四", "", "", ""],
    ]
    report = read_register(sheets.as_xlsx(rows))
    assert [line.number for line in report.lines] == ["101", "102"]
    assert report.report()["area"] == "226421.3857"
    assert report.lines[0].owners[0].phone == "10000000001"


def test_an_identity_number_kept_as_a_number_identifies_nobody():
    rows = [sheets.HEADER, ["1", "", 101, "", 80, "张三", 110000000000000001, "", ""]]
    read = read_register(sheets.as_xlsx(rows))
    assert [each.code for each in read.warnings] == ["damaged_number"]
    assert read.lines[0].owners[0].document == ""


def test_formulas_are_named_with_row_and_column():
    rows = [sheets.HEADER, ["1", "", "101", "", "=40*2", "张三", "", "", ""], ["1", "", "102", "", "80", "=A1", "", "", ""]]
    expected = [(2, "建筑面积", "formula"), (3, "业主", "formula")]
    assert problems(sheets.as_xlsx(rows)) == problems(sheets.as_csv(rows)) == expected


def test_merged_cells_fill_down_for_building_and_entrance_only():
    rows = [
        sheets.HEADER,
        ["1栋", "1单元", "101", "住宅", "80", "张三", "", "10000000001", ""],
        ["", "", "102", "住宅", "80", "李四", "", "10000000002", ""],
        ["", "2单元", "101", "住宅", "80", "", "", "", ""],
    ]
    content = sheets.as_xlsx(rows, merged=("A2:A4", "B2:B3", "F3:F4"))
    read = read_register(content)
    assert [(line.building, line.entrance, line.number) for line in read.lines] == [("1栋", "1单元", "101"), ("1栋", "1单元", "102")]
    assert problems(content) == [(4, "业主", "missing_value")]


def test_titles_above_aliases_in_the_header_and_subtotals_below_are_understood():
    rows = [
        ["松麓家园业主名册"],
        ["制表：业委会"],
        ["幢", "单元", "室 号", "房屋用途", "产权面积（㎡）", "产权人", "身份证号", "联系电话", "销售状态", "备注"],
        ["１幢", "", "１０１", "住宅", "１，１０６．７２㎡", "张三", "", "10000000001", "已售", "x"],
        ["小计", "", "", "", "1106.72", "", "", "", "", ""],
    ]
    for content in (sheets.as_csv(rows, "gb18030"), sheets.as_xlsx(rows)):
        assert figures(content) == (1, 1, "1106.72")


@pytest.mark.parametrize("separator", ["、", ",", "，", ";", "；", "/"])
def test_co_owners_are_read_by_every_separator(separator):
    rows = [sheets.HEADER, ["1", "", "101", "", "80", f"张三{separator}李四", "", "", ""]]
    assert [owner.name for owner in read_register(sheets.as_csv(rows)).lines[0].owners] == ["张三", "李四"]


def test_a_unit_listed_twice_is_an_error_at_its_later_row():
    rows = [sheets.HEADER, sheets.FLATS[0], sheets.FLATS[1], sheets.FLATS[0]]
    assert problems(sheets.as_xlsx(rows)) == [(4, "房号", "duplicate_unit")]


def test_the_first_sheet_with_a_header_is_read():
    assert figures(sheets.as_xlsx([sheets.HEADER, *sheets.FLATS], before=[["说明", "请先看这里"]]))[0] == 6


def test_a_workbook_without_a_header_says_so():
    assert refused(sheets.as_xlsx([["a", "b"], ["1", "2"]])) is Why.NO_HEADER


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n,,\n", sheets.as_xlsx([])], ids=["nothing", "bom", "blank", "workbook"])
def test_an_empty_file_says_so(content):
    assert refused(content) is Why.EMPTY_FILE


def test_broken_utf8_that_is_no_gb18030_either_says_so():
    assert refused("楼栋,房号".encode() + b"\xff\xff") is Why.BAD_ENCODING
    assert refused("楼栋,房号".encode("utf-16")) is Why.BAD_ENCODING


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\xff\xd8\xff\xe0"], ids=["pdf", "png", "xls", "jpeg"]
)
def test_another_kind_of_file_is_named_as_such(content):
    assert refused(content) is Why.WRONG_FILE


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def test_a_zip_that_is_no_workbook_is_refused():
    assert refused(zipped(hello_dot_txt=b"hello")) is Why.WRONG_FILE


def test_a_workbook_cut_short_is_called_broken():
    assert refused(sheets.as_xlsx([sheets.HEADER, *sheets.FLATS])[:-200]) is Why.BROKEN_WORKBOOK


def test_a_workbook_whose_inside_is_nonsense_is_called_broken():
    good = sheets.as_xlsx([sheets.HEADER, *sheets.FLATS])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, b"<<not xml" if part == name else content)
        assert refused(file.getvalue()) is Why.BROKEN_WORKBOOK


def test_a_file_that_swells_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = zipped(**{"[Content_Types]_dot_xml": b"x", "xl__sharedStrings_dot_xml": b" " * 1000})
    monkeypatch.setattr(reading, "MOST_STRINGS", 1000)
    assert refused(bomb) is Why.FILE_TOO_LARGE
    monkeypatch.setattr(reading, "MOST_STRINGS", 1001)
    assert refused(bomb) is Why.BROKEN_WORKBOOK


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(monkeypatch):
    content = sheets.as_csv([sheets.HEADER, *sheets.FLATS])
    monkeypatch.setattr(reading, "MOST_BYTES", len(content))
    assert figures(content)[0] == 6
    assert refused(content + b"\n") is Why.FILE_TOO_LARGE


def test_the_last_row_allowed_is_read_and_one_more_is_refused(monkeypatch):
    content = sheets.as_csv([sheets.HEADER, *sheets.FLATS])
    monkeypatch.setattr(reading, "MOST_ROWS", 7)
    assert figures(content)[0] == 6
    monkeypatch.setattr(reading, "MOST_ROWS", 6)
    assert refused(content) is Why.TOO_MANY_ROWS


def test_a_cell_of_a_million_characters_is_refused_as_bad_csv():
    assert refused(sheets.as_csv([sheets.HEADER, ["1", "", "101", "", "80", "张" * 1_000_000, "", "", ""]])) is Why.BAD_CSV
