"""Invented people: surnames and given names drawn by a seeded hand, each with a phone that cannot be dialled."""

from dataclasses import dataclass
from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
FIRST = "志建国文晓雅思海明家永春秀美玉丽嘉子俊伟宇欣梦佳雪慧静立德新金桂少光振兴泽一书若乐"
SECOND = "华军平强辉波涛峰敏芳娟霞梅红英琴兰燕萍玲洁婷怡涵轩航杰斌勇刚鹏飞龙生林泉源山川安宁康福祥瑞成功"


@dataclass(frozen=True)
class Person:
    """A name and a phone; two people may share a name, never a phone."""

    name: str
    phone: str


class People:
    """Hands out people who do not exist, the same ones for the same seed."""

    def __init__(self, chance: Random, series: int) -> None:
        self._chance, self._series, self._next = chance, series, 0

    def one(self) -> Person:
        """Somebody new."""
        given = self._chance.choice(FIRST) + self._chance.choice(SECOND) if self._chance.random() < 0.85 else self._chance.choice(SECOND)
        return self.named(self._chance.choice(SURNAMES) + given)

    def named(self, name: str) -> Person:
        """Somebody of this name."""
        self._next += 1
        return Person(name, f"100{self._series:02d}{self._next:06d}")
