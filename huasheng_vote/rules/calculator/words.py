"""What the calculator says when it refuses: the code's meaning in Chinese and English, for whoever reads the log."""

from collections import defaultdict
from collections.abc import Mapping

from huasheng_vote.rules.refusal import Refused, Why

_MESSAGES: Mapping[Why, str] = {
    Why.BAD_NUMBER: "请用整数，或最多四位小数的字符串，不带符号 / an integer or a string of at most four decimals, unsigned",
    Why.BAD_VALUE: "这里不能是这个值 / this value cannot stand here",
    Why.MISSING_VALUE: "这里缺一个值 / a value is missing here",
    Why.OUT_OF_RANGE: "超出了允许的范围 / outside the range allowed",
    Why.UNKNOWN_LAW: "不认识的法律 / unknown law",
    Why.UNKNOWN_CLASS: "不认识的事项或事项类别 / unknown matter or class of matter",
    Why.CLASS_MATTER_CONFLICT: "法律规定了该事项的类别，不能改动 / the law gives this matter another class",
    Why.EMPTY_ROLL: "名册是空的 / the roll is empty",
    Why.COUNTS_EXCEED_ROLL: "票数或面积超过名册 / the counts exceed the roll",
    Why.WEIGHTS_NOT_100: "各项权重之和须为 100 / the weights must sum to 100",
    Why.PANEL_MISMATCH: "各份评分的评委人数不一致 / panels of unequal length",
    Why.SCORE_RANGE: "评分须在 0 与该项权重之间 / a score lies between 0 and its weight",
    Why.DUPLICATE_BID: "同一个投标编号出现了两次 / a bid id comes twice",
    Why.NO_LIMIT: "上限和下限至少要有一个 / at least one limit has to be set",
    Why.BAD_SAMPLE: "抽样数须在 1 与批量之间 / a sample lies between one piece and the lot",
    Why.NOT_A_PROOF: "既不是包含证明，也不是一致性证明 / neither an inclusion nor a consistency proof",
    Why.UNKNOWN_PROJECT: "选票里有名单上没有的项目 / a ballot names a project that is not listed",
    Why.NOT_POSITIVE: "必须大于零 / it has to be above zero",
    Why.BAD_JSON: "不是 JSON（第 {line} 行第 {column} 列）/ not JSON (line {line}, column {column})",
    Why.DUPLICATE_KEY: "同一个键出现了两次 / a key comes twice",
    Why.BAD_ENCODING: "编码不对：名册用 UTF-8 或 GB18030，JSON 用 UTF-8 / registers in UTF-8 or GB18030, JSON in UTF-8",
    Why.BAD_CSV: "第 {line} 行附近引号不成对，无法分列 / a quote near line {line} is never closed",
    Why.NO_HEADER: "前 {rows} 行里没有表头，须有：{columns} / no header within {rows} rows naming {columns}",
    Why.EMPTY_FILE: "文件是空的 / the file is empty",
    Why.UNKNOWN_USE: "不认识的用途：{value} / unknown use: {value}",
    Why.UNREADABLE_FILE: "打不开文件：{value}（{reason}）/ cannot open {value} ({reason})",
    Why.BAD_USAGE: "命令写法不对：{reason}；{usage} / {reason}; {usage}",
}


def message(refused: Refused) -> str:
    """The sentence for a refusal, its facts filled in."""
    return _MESSAGES.get(refused.why, refused.why.value).format_map(defaultdict(str, refused.facts))
