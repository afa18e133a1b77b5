"""Registers as committees keep them, for tests: CSV bytes and XLSX bytes from rows of text."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

HEADER = ["楼栋", "单元", "房号", "用途", "建筑面积", "业主", "证件号", "手机", "状态"]
FLATS = [
    ["1栋", "1单元", "101", "住宅", "106.72", "张三", "110000000000000001", "10000000001", "已售"],
    ["1栋", "1单元", "102", "住宅", "89.3", "李四、王五", "", "10000000002", "已售"],
    ["1栋", "2单元", "101", "住宅", "106.72", "张三", "110000000000000001", "", "已售"],
    ["2栋", "", "商铺1", "商业", "45.5", "华声商贸有限公司", "", "10000000003", "已售"],
    ["2栋", "", "P1", "车位", "12.5", "赵六", "", "10000000004", "已售"],
    ["2栋", "", "201", "住宅", "98", "", "", "", "未售"],
]


def as_csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), before: Sequence[Sequence[Any]] = ()) -> bytes:
    """One sheet; `before` puts a sheet without a header in front of it."""
    book = Workbook()
    sheet = book.active
    if before:
        for row in before:
            sheet.append(row)
        sheet = book.create_sheet("名册")
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def many(count: int) -> list[list[str]]:
    """A large register: towers of 100 flats, every tenth owner owns two."""
    rows = [HEADER]
    for place in range(count):
        tower, flat = divmod(place, 100)
        owner = place if place % 10 else place + 1
        number = f"{flat // 4 + 1}0{flat % 4 + 1}"
        rows.append([f"{tower + 1}栋", "", number, "", f"{80 + flat}.25", f"业主{owner}", "", f"1{owner:010d}", ""])
    return rows
