"""What each file of a bulletin is, in a sentence."""

from flask_babel import lazy_gettext as _

FILES = {
    "README.txt": _("怎么核对，中英文"),
    "verify.py": _("核对程序：一个文件，只用 Python 自带的部分"),
    "policy.json": _("议题全文、表决规则、签名钥匙"),
    "log.jsonl": _("小区日志的每一行，到最新一次签名为止"),
    "checkpoints.txt": _("各阶段签名的日志头，连同见证人的签名"),
    "roll.jsonl": _("名册：每户一行，房屋和面积都封着"),
    "openings.jsonl": _("每张计数的票选了什么（只写化名），以及各选项面积之和"),
}
