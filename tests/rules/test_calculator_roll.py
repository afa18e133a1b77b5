"""`roll`, sentence by sentence of its contract: registers as committees keep them."""

import pytest

HEADER = "楼栋,单元,房号,用途,建筑面积,业主,证件号,手机,状态"


def sheet(*lines, header=HEADER):
    return "\n".join([header, *lines]) + "\n"


def line(number=101, area="100", owners="张三", documents="", phones="", building="1", entrance="1", use="住宅", status="已售"):
    cells = (building, entrance, number, use, area, owners, documents, phones, status)
    return ",".join(f'"{cell}"' for cell in cells)


@pytest.fixture
def totals(calculator):
    def run(*lines, options=()):
        answer = calculator.roll(sheet(*lines), *options).answer
        return answer["units"], answer["heads"], answer["area"]

    return run


@pytest.fixture
def heads(totals):
    return lambda *lines: totals(*lines)[1]


@pytest.fixture
def errors(calculator):
    def run(*lines, header=HEADER):
        result = calculator.roll(sheet(*lines, header=header))
        assert result.code == (1 if result.answer["errors"] else 0)
        return [(each["row"], each["column"], each["code"], each["value"]) for each in result.answer["errors"]]

    return run


@pytest.fixture
def warnings(calculator):
    def run(*lines):
        return [(each["row"], each["column"], each["code"], each["value"]) for each in calculator.roll(sheet(*lines)).answer["warnings"]]

    return run


# The answer


def test_a_sound_register_is_totalled_and_exits_with_zero(calculator):
    result = calculator.roll(sheet(line(101, "106.72"), line(102, "89.5", "李四")))
    assert result.code == 0
    assert result.answer == {"units": 2, "heads": 2, "area": "196.22", "errors": [], "warnings": []}


def test_a_register_with_errors_exits_with_one_and_totals_the_sound_rows(calculator):
    result = calculator.roll(sheet(line(101, "106.72"), line(102, "many")))
    assert result.code == 1
    assert result.answer == {
        "units": 1,
        "heads": 1,
        "area": "106.72",
        "errors": [{"row": 3, "column": "建筑面积", "code": "bad_number", "value": "many"}],
        "warnings": [],
    }


def test_a_header_without_lines_is_an_empty_roll(totals):
    assert totals() == (0, 0, "0")


def test_rows_are_counted_from_one_with_titles_header_and_blank_rows(calculator):
    register = f"松麓家园业主名册\n\n制表：业委会,,2026\n{HEADER}\n\n,,,,,,,,\n{line(101, 'x')}\n"
    assert calculator.roll(register).answer["errors"][0]["row"] == 7


def test_a_cell_with_line_breaks_is_one_row(errors):
    assert errors(line(101, owners="张三\n（代）"), line(102, "x"))[0][0] == 3


def test_several_errors_of_one_row_are_told_in_the_order_of_the_columns(errors):
    assert errors(line("", "0", "", use="仓库", status="售出")) == [
        (2, "房号", "missing_value", ""),
        (2, "用途", "unknown_use", "仓库"),
        (2, "建筑面积", "not_positive", "0"),
        (2, "业主", "missing_value", ""),
        (2, "状态", "unknown_status", "售出"),
    ]


# The header


@pytest.mark.parametrize(
    "header",
    [
        "楼栋,房号,建筑面积,业主",
        "栋,室号,产权面积,业主姓名",
        "幢,房间号,面积,产权人",
        "楼号,房号,建筑面积（㎡）,业主（产权人）",
        " 楼 栋 ,房　号,建筑面积(m²),业主[姓名]",
        "\ufeff楼栋,房号,建筑面积【平方米】,业主",
        "楼栋,房号,建筑\u2006面积,业主(共有人用顿号)(必填)",
    ],
)
def test_columns_go_by_their_names_and_aliases(calculator, header):
    assert calculator.roll(f"{header}\n1,101,88.8,张三\n").answer["area"] == "88.8"


@pytest.mark.parametrize(
    ("column", "aliases"), [("用途", "房屋用途 性质"), ("证件号", "身份证号 证件号码"), ("手机", "手机号 联系电话"), ("状态", "销售状态")]
)
def test_optional_columns_have_aliases_too(errors, column, aliases):
    bad = {"用途": "仓库", "证件号": "A、B", "手机": "=1", "状态": "售出"}[column]
    for name in (column, *aliases.split()):
        found = errors(f"1,101,88.8,张三,{bad}", header=f"楼栋,房号,建筑面积,业主,{name}")
        assert [each[1] for each in found] == [column]


def test_columns_come_in_any_order_and_others_are_ignored(calculator):
    register = "序号,业主,备注,建筑面积,房号,楼栋\n1,张三,=1+1,88.8,101,1\n"
    assert calculator.roll(register).answer == {"units": 1, "heads": 1, "area": "88.8", "errors": [], "warnings": []}


def test_a_columns_own_name_goes_before_its_alias(calculator):
    register = "楼栋,房号,面积,建筑面积,业主\n1,101,1,88.8,张三\n"
    assert calculator.roll(register).answer["area"] == "88.8"


@pytest.mark.parametrize(("titles", "found"), [(9, True), (10, False)])
def test_the_header_is_looked_for_in_the_first_ten_rows(calculator, titles, found):
    result = calculator.roll("名册\n" * titles + sheet(line()))
    if found:
        assert result.answer["units"] == 1
    else:
        assert result.fault["error"] == "no_header"


@pytest.mark.parametrize("missing", ["楼栋", "房号", "建筑面积", "业主"])
def test_a_header_names_every_required_column(calculator, missing):
    header = ",".join(name for name in ("楼栋", "房号", "建筑面积", "业主") if name != missing)
    assert calculator.roll(f"{header}\n1,2,3\n").fault["error"] == "no_header"


@pytest.mark.parametrize("register", ["", "\ufeff", "\n\n\n", ",,,\n , \n", "\n" * 50])
def test_a_file_without_any_text_is_empty(calculator, register):
    assert calculator.roll(register).fault["error"] == "empty_file"


# Encodings and files


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_both_encodings_with_and_without_mark_and_every_line_ending_are_read(calculator, encoding, mark, newline):
    header = ",".join(f'"{name}"' for name in HEADER.split(","))
    register = mark + sheet(line(owners="张三𠮷"), header=header).replace("\n", newline)
    assert calculator.roll(register.encode(encoding)).answer["units"] == 1


@pytest.mark.parametrize("register", [b"\xff\xfe\x00", b"\x81", sheet(line()).encode() + b"\xff\xff\xff\xff"])
def test_bytes_in_neither_encoding_are_refused(calculator, register):
    assert calculator.roll(register).fault["error"] == "bad_encoding"


def test_a_quote_that_is_never_closed_swallows_no_lines(calculator):
    register = sheet('1,1,101,住宅,100,"张三,,,', line(102))
    assert calculator.roll(register).fault["error"] == "bad_csv"


def test_a_cell_of_endless_text_is_refused(calculator):
    assert calculator.roll(sheet(line(owners="张" * 200_000))).fault["error"] == "bad_csv"


def test_long_names_emoji_and_odd_characters_are_names(calculator):
    names = ("张" * 10_000, "张三😀", "\u202eمحمد", "张\x00三", "O'Neil <b>")
    result = calculator.roll(sheet(*(line(100 + place, owners=name) for place, name in enumerate(names))))
    assert (result.code, result.answer["units"], result.answer["heads"]) == (0, 5, 5)


def test_a_register_is_read_from_a_file_too(calculator, tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text(sheet(line()), encoding="gb18030")
    assert calculator.run("roll", path).answer["units"] == 1


# Places


def test_a_blank_building_and_entrance_copy_those_above(totals):
    assert totals(line(101), line(102, building="", entrance=""), line(103, building="", entrance="")) == (3, 3, "300")


def test_copied_places_are_the_same_places(errors):
    assert errors(line(101), line(101, building="", entrance="")) == [(3, "房号", "duplicate_unit", "101")]


def test_a_blank_entrance_copies_only_where_the_building_was_blank_too(errors, totals):
    assert errors(line(101, entrance="2"), line(101, entrance="")) == []
    assert errors(line(101, entrance="2"), line(101, building="", entrance="")) == [(3, "房号", "duplicate_unit", "101")]


def test_an_entrance_named_below_a_merged_building_is_taken_and_passed_on(errors):
    assert errors(line(101), line(101, building="", entrance="2"), line(101, building="", entrance="")) == [
        (4, "房号", "duplicate_unit", "101")
    ]


def test_a_building_named_without_an_entrance_passes_none_on(errors):
    assert errors(line(101, entrance=""), line(102, building="", entrance="1"), line(102, building="", entrance="")) == [
        (4, "房号", "duplicate_unit", "102")
    ]
    assert errors(line(101), line(102, entrance=""), line(102, building="", entrance="")) == [(4, "房号", "duplicate_unit", "102")]


def test_a_row_in_error_still_names_the_building_for_the_rows_below(errors):
    assert errors(line(101, "x", building="1"), line(101, building="2"), line(102, "x", building="2"), line(101, building="")) == [
        (2, "建筑面积", "bad_number", "x"),
        (4, "建筑面积", "bad_number", "x"),
        (5, "房号", "duplicate_unit", "101"),
    ]


def test_a_blank_building_with_nothing_above_is_missing(errors):
    assert errors(line(building="")) == [(2, "楼栋", "missing_value", "")]


def test_a_skipped_row_passes_nothing_down(totals, calculator):
    assert totals(line(101), line("", building="合计"), line(102, building="", entrance="")) == (2, 2, "200")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1", "1", "101"), ("1栋", "1单元", "101室")),
        (("1幢", "1", "101"), ("1号", "1单元", "101号")),
        (("１栋", "1", "１０１"), ("1", "1", "101")),
        (("1 栋", " 1", "101 室"), ("1", "1 单元", "101")),
        (("A栋", "", "101"), ("A", "", "101室")),
    ],
)
def test_unit_keys_drop_their_endings(errors, one, other):
    first, second = (line(number, building=building, entrance=entrance) for building, entrance, number in (one, other))
    assert errors(first, second) == [(3, "房号", "duplicate_unit", other[2])]


@pytest.mark.parametrize("other", [("2", "1", "101"), ("1", "2", "101"), ("1", "", "101"), ("1", "1", "102"), ("1", "1", "1-01")])
def test_different_places_are_different_units(errors, other):
    building, entrance, number = other
    assert errors(line(101), line(number, building=building, entrance=entrance)) == []


def test_a_duplicate_is_reported_at_every_later_row_and_the_first_counts(calculator):
    answer = calculator.roll(sheet(line(101, "1"), line(102, "2"), line(101, "4"), line(101, "8"))).answer
    assert [each["row"] for each in answer["errors"]] == [4, 5]
    assert answer["area"] == "3"


def test_a_row_whose_building_or_number_says_subtotal_is_skipped_with_a_warning(calculator):
    rows = [line("小计", ""), line("", "", building="1栋合计"), line("", "=SUM(E2)", building=" 小 计 ", owners="")]
    answer = calculator.roll(sheet(line(), *rows)).answer
    assert (answer["units"], answer["errors"]) == (1, [])
    assert [(each["row"], each["column"], each["code"]) for each in answer["warnings"]] == [
        (3, "房号", "subtotal_skipped"),
        (4, "楼栋", "subtotal_skipped"),
        (5, "楼栋", "subtotal_skipped"),
    ]


# Areas


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("106.72", "106.72"),
        ("106", "106"),
        ("226421.0857", "226421.0857"),
        ("106.7200", "106.72"),
        ("106.720000", "106.72"),
        ("1,106.00000㎡", "1106"),
        ("１０６．７２", "106.72"),
        (" 106.72 ", "106.72"),
        ("1 106.72", "1106.72"),
        ("106.72㎡", "106.72"),
        ("106.72 m2", "106.72"),
        ("106.72 M²", "106.72"),
        ("106.72平方米", "106.72"),
        ("1,106.72", "1106.72"),
        ("1，106.72㎡", "1106.72"),
        ("1,234,567", "1234567"),
        ("0.0001", "0.0001"),
        ("007", "7"),
    ],
)
def test_areas_are_read_as_people_write_them(totals, written, area):
    assert totals(line(area=written))[2] == area


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("-5", "not_positive"),
        ("－5", "not_positive"),
        ("−106.72㎡", "not_positive"),
        ("0", "not_positive"),
        ("0.00", "not_positive"),
        ("-0", "not_positive"),
        ("106.72001", "too_precise"),
        ("1,106.72001", "too_precise"),
        ("12,34", "bad_number"),
        ("106,72", "bad_number"),
        ("1,1066.72", "bad_number"),
        ("106.7.2", "bad_number"),
        ("1e3", "bad_number"),
        ("+106.72", "bad_number"),
        ("约106", "bad_number"),
        ("106.", "bad_number"),
        ("m2", "bad_number"),
        ("#REF!", "bad_number"),
        ("(106)", "bad_number"),
        ("9" * 5000, "bad_number"),
        ("=B2*2", "formula"),
        (" =106.72", "formula"),
        ("", "missing_value"),
        ("　", "missing_value"),
    ],
)
def test_an_area_that_cannot_stand_is_an_error_with_its_raw_text(errors, written, code):
    assert errors(line(area=written)) == [(2, "建筑面积", code, written)]


@pytest.mark.parametrize("place", range(9))
def test_a_formula_is_an_error_in_every_column(errors, place):
    cells = ["1", "1", "101", "住宅", "100", "张三", "A1", "10000000001", "已售"]
    cells[place] = "=A1"
    assert errors(",".join(cells)) == [(2, HEADER.split(",")[place], "formula", "=A1")]


# Use and status


def test_a_blank_use_is_a_dwelling_and_a_blank_status_sold(totals):
    assert totals(line(use="", status=""), options=("--base", "住宅")) == (1, 1, "100")


@pytest.mark.parametrize("use", ["住宅", "商业", "车位", "储藏", " 住 宅 "])
def test_the_four_uses_are_known(errors, use):
    assert errors(line(use=use)) == []


@pytest.mark.parametrize("use", ["仓库", "住宅用房", "dwelling", "住"])
def test_any_other_use_is_an_error(errors, use):
    assert errors(line(use=use)) == [(2, "用途", "unknown_use", use)]


def test_totals_cover_all_uses_and_base_narrows_them(totals):
    lines = [
        line(101, "100", "张三", phones="10000000001"),
        line(1, "12.5", "张三", phones="10000000001", use="车位"),
        line(2, "5", "李四", use="储藏"),
        line(3, "50", "王五", use="商业"),
    ]
    assert totals(*lines) == (4, 3, "167.5")
    assert totals(*lines, options=("--base", "住宅,商业")) == (2, 2, "150")
    assert totals(*lines, options=("--base=车位、储藏",)) == (2, 2, "17.5")


def test_base_narrows_no_errors(calculator):
    assert calculator.roll(sheet(line(use="车位", area="x")), "--base", "住宅").code == 1


@pytest.mark.parametrize("base", ["", "住宅,花园", "dwelling"])
def test_a_base_of_unknown_uses_is_refused(calculator, base):
    assert calculator.roll(sheet(line()), "--base", base).fault["error"] == "unknown_use"


def test_unsold_and_undelivered_units_are_the_developers_single_head(heads):
    assert heads(line(101, status="未售", owners=""), line(102, status="未售", owners="某公司"), line(103, status="未交付"), line(104)) == 2


@pytest.mark.parametrize(("status", "missing"), [("未售", False), ("未交付", True), ("已售", True), ("", True)])
def test_only_unsold_units_may_lack_owners(errors, status, missing):
    assert errors(line(owners="", status=status)) == ([(2, "业主", "missing_value", "")] if missing else [])


def test_a_status_nobody_knows_is_an_error(errors):
    assert errors(line(status="已卖")) == [(2, "状态", "unknown_status", "已卖")]


def test_separators_alone_name_no_owner(errors):
    assert errors(line(owners="、")) == [(2, "业主", "missing_value", "、")]


# Owners


def test_the_same_document_is_the_same_owner_whatever_the_phone(heads):
    assert heads(line(101, documents="A1", phones="10000000001"), line(102, documents="A1", phones="10000000002")) == 1


def test_documents_are_compared_without_spaces_width_or_case(heads):
    assert heads(line(101, documents="11010119900101001x"), line(102, documents="１１０１０１ 19900101 001X")) == 1


def test_different_documents_are_different_owners_though_name_and_phone_agree(heads):
    assert heads(line(101, documents="A1", phones="10000000001"), line(102, documents="A2", phones="10000000001")) == 2


def test_without_documents_the_same_name_and_phone_is_the_same_owner(heads):
    assert heads(line(101, phones="10000000001"), line(102, phones="100 0000-0001"), line(103, phones="+86 10000000001")) == 1


@pytest.mark.parametrize("phones", [("", ""), ("10000000001", ""), ("10000000001", "10000000002")])
def test_the_same_name_alone_is_a_warning_and_never_a_merge(heads, warnings, phones):
    lines = [line(100 + place, phones=phone) for place, phone in enumerate(phones)]
    assert heads(*lines) == 2
    assert warnings(*lines) == [(3, "业主", "same_name", "张三")]


def test_two_documented_persons_of_one_name_are_no_warning(warnings):
    assert warnings(line(101, documents="A1"), line(102, documents="A2")) == []


def test_names_are_compared_without_the_spaces_that_align_them(heads):
    assert heads(line(101, owners="张 三", phones="10000000001"), line(102, owners="张　三 ", phones="10000000001")) == 1
    assert heads(line(101, owners="Li Wei", phones="10000000001"), line(102, owners="LiWei", phones="10000000001")) == 2


@pytest.mark.parametrize("separator", ["、", ",", "，", ";", "；", "/", "／", " 、 "])
def test_co_owners_are_one_head_and_their_order_does_not_matter(heads, separator):
    one = line(101, owners=f"张三{separator}李四", phones="10000000001")
    other = line(102, owners=f"李四{separator}张三", phones="10000000001")
    assert heads(one, other) == 1


def test_owner_sets_that_differ_are_different_heads(heads):
    assert heads(line(101, phones="10000000001"), line(102, owners="张三、李四", phones="10000000001")) == 2


def test_one_phone_serves_all_co_owners(heads):
    assert heads(line(101, owners="张三、李四", phones="10000000001"), line(102, owners="李四", phones="10000000001")) == 2
    assert heads(line(101, phones="10000000001"), line(102, owners="张三、张三", phones="10000000001")) == 1


def test_or_each_co_owner_has_one_in_the_same_order(heads):
    together = line(101, owners="张三、李四", phones="10000000001、10000000002")
    assert heads(together, line(102, owners="李四、张三", phones="10000000002/10000000001")) == 1
    assert heads(together, line(102, owners="张三、李四", phones="10000000002、10000000001")) == 2


def test_any_other_number_of_phones_is_a_warning_and_serves_all_together(heads, warnings):
    lines = [line(100 + place, owners="张三、李四、王五", phones="10000000001、10000000002") for place in range(2)]
    assert heads(*lines) == 1
    assert [each[:3] for each in warnings(*lines)] == [(2, "手机", "phone_count"), (3, "手机", "phone_count")]


@pytest.mark.parametrize("documents", ["A1", "A1、A2、A3", "A1;;A2;A3"])
def test_documents_are_one_per_owner_or_none(errors, documents):
    assert errors(line(owners="张三、李四", documents=documents)) == [(2, "证件号", "document_count", documents)]
    assert errors(line(owners="张三、李四", documents="")) == []


def test_documents_follow_the_order_of_the_owners(heads):
    both = line(101, owners="张三、李四", documents="A1、A2")
    assert heads(both, line(102, owners="李四、张三", documents="A2；A1")) == 1
    assert heads(both, line(102, owners="李四、张三", documents="A1、A2")) == 1  # the documents decide, not the names


def test_a_gap_among_documents_is_an_owner_without_one(heads, errors):
    lines = (line(101, owners="张三、李四", documents="、A2"), line(102, owners="李四", documents="A2"))
    assert errors(*lines) == []
    assert heads(*lines) == 2


def test_one_document_under_two_names_warns(warnings):
    assert warnings(line(101, documents="A1"), line(102, owners="张叁", documents="A1")) == [(3, "业主", "document_names", "张叁")]


def test_an_owner_without_document_joins_the_only_documented_person_of_equal_name_and_phone(heads):
    assert heads(line(101, documents="A1", phones="10000000001"), line(102, phones="10000000001")) == 1
    assert heads(line(102, phones="10000000001"), line(101, documents="A1", phones="10000000001")) == 1


def test_an_owner_without_document_joins_nobody_where_two_documented_persons_fit(heads):
    assert (
        heads(*(line(100 + place, documents=f"A{place}", phones="10000000001") for place in (1, 2)), line(103, phones="10000000001")) == 3
    )


def test_an_owner_without_document_joins_nobody_of_another_phone_or_name(heads):
    documented = line(101, documents="A1", phones="10000000001")
    assert heads(documented, line(102, phones="10000000002")) == 2
    assert heads(documented, line(102, owners="李四", phones="10000000001")) == 2
    assert heads(line(101, documents="A1"), line(102)) == 2


def test_a_document_of_a_row_in_error_joins_nobody(calculator):
    answer = calculator.roll(sheet(line(101, "x", documents="A1", phones="10000000001"), line(102, phones="10000000001"))).answer
    assert (answer["units"], answer["heads"]) == (1, 1)


@pytest.mark.parametrize("number", ["4.30102E+17", "4301************12"])
def test_a_number_whose_digits_were_eaten_identifies_nobody(heads, warnings, number):
    lines = [line(100 + place, owners=owner, documents=number) for place, owner in enumerate(("张三", "李四"))]
    assert heads(*lines) == 2
    assert [each[:3] for each in warnings(*lines)] == [(2, "证件号", "damaged_number"), (3, "证件号", "damaged_number")]


def test_warnings_are_told_in_row_order(warnings):
    found = warnings(line(101), line(102), line("小计"), line(103))
    assert [each[0] for each in found] == [3, 4, 5]


# Size


def test_many_rows_are_read_without_being_held(calculator):
    """Reading is a stream: the first line is there before the second row is asked for."""
    from huasheng_vote.rules.sheet.rows import Line, read_rows

    def rows():
        yield HEADER.split(",")
        yield ["1", "1", "101", "", "100", "张三"]
        raise AssertionError("the second row was asked for too early")

    assert isinstance(next(read_rows(rows())), Line)
