"""Forty invented posts of invented police stations, in Chinese, English and Tibetan, as web pages with a list: drives that took samples, reprints of
one another, and posts that have nothing to do with it. Nothing here is about anybody."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

COUNTIES = (("Lhungdra", "隆扎县", "ལྷུན་གྲ་རྫོང་"), ("Sarling", "萨林县", "གསར་གླིང་རྫོང་"), ("Ninefords", "九渡县", "རབ་དགུ་རྫོང་"), ("Meridane", "子午县", "ཉིན་དགུང་རྫོང་"))  # fmt: skip
TITLES = {
    "drive": ("Samples taken in {0}", "{0}开展信息采集工作", "{0}གིས་ཁྲག་དཔེ་བསྡུས་པ།"),
    "other": ("Officers of {0} mend a footbridge", "{0}民警参加篮球赛", "{0}གི་ལས་བྱེད་པས་ལམ་བཟོས་པ།"),
}
DRIVE = (
    "On {day} {month} 2021 the {0} County Police took blood samples from {n:,} residents in {k} villages, the police said in a statement.\n\nThe work will go on in the autumn.",
    "2021年{m}月{day}日，{0}公安局在{k}个村采集了{n}名群众的血样。\n\n据{0}公安局通报，工作将继续开展。",
    "༢༠༢༡ ལོའི་ཟླ་{m} ཚེས་{day} ཉིན་{0}སྤྱི་བདེ་ཅུས་ཀྱིས་གྲོང་ཚོ་{k} ནས་མི་{n} ཡི་ཁྲག་དཔེ་བསྡུས་པ་རེད།",
)
OTHER = (
    "On {day} {month} 2021 officers of the {0} County Police mended the footbridge below the market.\n\nThe weather was fine.",
    "2021年{m}月{day}日，{0}公安局民警参加了篮球赛。\n\n比赛气氛热烈。",
    "༢༠༢༡ ལོའི་ཟླ་{m} ཚེས་{day} ཉིན་{0}སྤྱི་བདེ་ཅུས་ཀྱིས་ཟམ་པ་བཟོས་པ་རེད།",
)
MONTHS = ("March", "April", "May", "June")


@dataclass(frozen=True)
class Post:
    """One post: its name, title, text, language, publisher, day, and whether it is about taking samples."""

    name: str
    title: str
    text: str
    language: str
    publisher: str
    published: str
    drive: bool

    @property
    def page(self) -> bytes:
        """As a web page."""
        paragraphs = "".join(f"<p>{p}</p>" for p in self.text.split("\n\n"))
        return f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{self.title}</title></head><body><h1>{self.title}</h1>{paragraphs}</body></html>'.encode()

    @property
    def row(self) -> str:
        """As a row of the list."""
        return f'{self.name},{self.name}.html,https://posts.example/{self.name},"{self.title}","{self.publisher}",{self.published},{self.language}'


def posts(number: int = 40, seed: int = 7) -> list[Post]:
    """So many posts: three of four about a drive, one not; every eighth repeats the figure of the one before, as a county's station repeats its county's."""
    dice, out, last = random.Random(seed), list[Post](), (0, 0, 0, 0)
    for i in range(number):
        county, tongue, drive = COUNTIES[i % 4], (1, 0, 1, 2, 1)[i % 5], i % 4 != 3
        day, month, n, k = dice.randrange(2, 28), dice.randrange(4), dice.randrange(120, 2400), dice.randrange(2, 14)
        if drive and i % 8 == 1:
            day, month, n, k = last
            county = COUNTIES[(i - 1) % 4]
        last = (day, month, n, k)
        words = {"day": day, "month": MONTHS[month], "m": month + 3, "n": n, "k": k}
        text = (DRIVE if drive else OTHER)[tongue].format(county[tongue], **words)
        title = TITLES["drive" if drive else "other"][tongue].format(county[tongue])
        publisher = (f"{county[0]} County Police", f"{county[1]}公安局", f"{county[2]}སྤྱི་བདེ་ཅུས།")[tongue]
        language, published = ("en", "zh", "bo")[tongue], f"2021-{month + 3:02}-{day + 1:02}"
        out.append(Post(f"post-{i + 1:02}", title, text, language, publisher, published, drive))
    return out


def written(folder: Path, some: list[Post]) -> list[Path]:
    """The posts and their list as files to be dropped."""
    folder.mkdir()
    for post in some:
        (folder / f"{post.name}.html").write_bytes(post.page)
    listed = "id,file,url,title,publisher,published,language\n" + "".join(f"{p.row}\n" for p in some)
    (folder / "posts.csv").write_text(listed, encoding="utf-8")
    return sorted(folder.iterdir())
