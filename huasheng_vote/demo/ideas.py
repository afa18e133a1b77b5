"""From ideas to proposals: two calls, what was said in them, who supported it, and the five proposals that grew out of the first."""

from datetime import datetime
from secrets import token_hex

from huasheng_vote import files, images
from huasheng_vote.demo.drawings import photo
from huasheng_vote.demo.stage import Stage, Step, owner
from huasheng_vote.demo.texts import COMMENTS, GARAGE, LAMPS, LIFTS, NOW, PLAYGROUND, SHED, SPRING, Said
from huasheng_vote.proposals.actions import answers, campaigns, proposals, suggestions
from huasheng_vote.proposals.actions.proposals import Wording
from huasheng_vote.proposals.actions.suggestions import About, Idea, StoredPhoto
from huasheng_vote.proposals.models import MoneySource
from huasheng_vote.register.queries import buildings
from huasheng_vote.rules.lawbook import Answer, Asked, Matter

NO_TO_ALL = dict.fromkeys(Asked, Answer.NO)


class Ideas:
    """The estate's calls and what came of them; `spring` and `now` hold the ids of the ideas in the order of the texts."""

    def __init__(self, stage: Stage, accounts: list[int]) -> None:
        self._stage, self._accounts = stage, accounts
        self._buildings = {each.name: each.id for each in buildings(stage.estate.id)}
        self.spring, self.now = list[int](), list[int]()

    def calls(self) -> None:
        """The call of the spring, and the one that is open."""
        stage = self._stage
        spring = stage.act(
            "周文芳", stage.when(-212), campaigns.open_campaign, token_hex(8), "我为小区建设建言献策（春季）", "照明、绿地、车库，先听大家的。",
            stage.when(-212), stage.when(-170),
        )  # fmt: skip
        now = stage.act(
            "周文芳", stage.when(-40), campaigns.open_campaign, token_hex(8), "我为小区建设建言献策（冬季）", "明年做什么，请您说一说。每一条都会答复。",
            stage.when(-40), stage.when(20),
        )  # fmt: skip
        self.spring = self._say(SPRING, spring, stage.when(-210), stage.when(-185))
        self.now = self._say(NOW, now, stage.when(-38), stage.when(-3))

    def _say(self, texts: tuple[Said, ...], campaign: int, start: datetime, end: datetime) -> list[int]:
        """Each idea by a lot, with its photos, then support and comments on the days after."""
        chance, step = self._stage.chance, (end - start) / len(texts)
        said = []
        for place, each in enumerate(texts):
            at = start + step * place
            idea = Idea(each.title, each.category, each.text, each.place, self._buildings.get(each.building), campaign)
            pictures = [_kept(scene, place * 10 + number) for number, scene in enumerate(each.scenes)]
            [made] = self._stage.together([(owner(chance.choice(self._accounts)), at, suggestions.suggest, (token_hex(8), idea, pictures))])
            said.append(made)
        self._stage.together(sorted(self._reactions(texts, said, start, step), key=lambda reaction: reaction[1]))
        return said

    def _reactions(self, texts: tuple[Said, ...], said: list[int], start: datetime, step: object) -> list[Step]:
        chance, reactions = self._stage.chance, list[Step]()
        for place, (each, idea) in enumerate(zip(texts, said, strict=True)):
            since = start + step * (place + 1)  # type: ignore[operator]
            for account in chance.sample(self._accounts, len(self._accounts) * each.support // 100):
                reactions.append((owner(account), since + step * chance.randrange(90) / 100, suggestions.endorse, (idea,)))  # type: ignore[operator]
            for words in chance.sample(COMMENTS, chance.randrange(3)):
                when = since + step * chance.randrange(90) / 100  # type: ignore[operator]
                reactions.append((owner(chance.choice(self._accounts)), when, suggestions.comment, (token_hex(8), About(idea), words)))
        return reactions

    def proposals(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Drafted, talked over, published; the ideas behind them merged and adopted. First garage lights, lamps and playground, which the autumn decides,
        then lifts and shed, which the winter votes on."""
        stage = self._stage
        lamps, dark_path, playground, benches, garage, lifts, shed = self.spring
        stage.act("刘建国", stage.when(-178), answers.merge, dark_path, lamps)
        stage.act("刘建国", stage.when(-178, 11), answers.merge, benches, playground)
        fund, income = MoneySource.MAINTENANCE_FUND, MoneySource.COMMON_INCOME
        change_use = {**NO_TO_ALL, Asked.CHANGE_USE: Answer.YES}
        autumn = (
            self._propose(-176, Wording(*GARAGE, 46_500_00, income, NO_TO_ALL, Matter.OTHER_MAJOR), garage),
            self._propose(-175, Wording(*LAMPS, 250_000_00, fund, NO_TO_ALL, Matter.USE_FUND), lamps),
            self._propose(-174, Wording(*PLAYGROUND, 98_000_00, income, change_use, Matter.OTHER_MAJOR), playground),
        )
        winter = (
            self._propose(-110, Wording(*LIFTS, 168_000_00, fund, NO_TO_ALL, Matter.USE_FUND), lifts),
            self._propose(-69, Wording(*SHED, 186_000_00, income, change_use, Matter.OTHER_MAJOR), shed),
        )
        return autumn, winter

    def _propose(self, day: int, wording: Wording, idea: int) -> int:
        stage = self._stage
        made = stage.act("周文芳", stage.when(day), proposals.draft, token_hex(8), wording, (idea,))
        stage.act("周文芳", stage.when(day, 15), proposals.publish, made, stage.when(day + 15))
        stage.act(
            "周文芳", stage.when(day + 9, 20), proposals.hold_meeting, token_hex(8), made, stage.when(day + 8, 19), "社区三楼会议室",
            "业委会三人、社区一人、专家业主一人、业主二十余人", "逐条过了范围和估价；有业主问质保，写明不少于五年；有业主担心噪声，施工只在工作日白天。",
        )  # fmt: skip
        return int(made)

    def replies(self) -> None:
        """What the committee has answered of the open call so far."""
        stage = self._stage
        for place, text in (
            (3, "已请维保单位换整块面板，本月底前完成。"),
            (4, "已安排本周修剪，以后每季度一次，写进保洁合同。"),
            (12, "同意。从本季度起贴在公告栏和本页。"),
        ):
            stage.act("刘建国", stage.when(-2, 9 + place), answers.answer, self.now[place], text)


def _kept(scene: str, seed: int) -> StoredPhoto:
    """A drawn photo, in the store like any other."""
    picture = images.reencode(photo(scene, seed))
    store = files.store()
    name, thumbnail = store.put(picture.jpeg, files.Kind.JPEG), store.put(picture.thumbnail, files.Kind.JPEG)
    return StoredPhoto(name, thumbnail, picture.sha256, picture.width, picture.height)
