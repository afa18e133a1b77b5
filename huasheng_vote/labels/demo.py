"""Who one may become in the demonstration. The words are stored in Chinese and translated when shown."""


def _(words: str) -> str:
    """Marks the words for translation; they are translated where they are shown."""
    return words


PERSONAS = {
    "owner": _("业主，还没投票"),
    "chair": _("业委会主任"),
    "member": _("业委会委员"),
    "supervisor": _("社区监督员"),
    "neighbour_head": _("3 栋邻长"),
    "expert": _("专家业主"),
    "many": _("一人名下 15 套"),
    "occupant": _("租客，可以提建议"),
    "clerk": _("录入员，录纸质票"),
    "supplier": _("供应商，看自己的报价"),
    "administrator": _("系统管理员"),
    "small_owner": _("业主"),
    "small_chair": _("业委会主任"),
}
