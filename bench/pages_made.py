"""Pages made up for benches: news, notices, posts and reports about invented places in English, Chinese and Tibetan, in many encodings and shapes.

`page_of(random)` gives bytes and their encoding; `text_of` the running text alone; `dressed` a page with the menus, scripts and lists that surround one on
the web. Not checked by a native reader.
"""

from __future__ import annotations

import random
from html import escape

PLACES = {
    "en": [
        "Lhari Dzong",
        "Qamshar County",
        "Norbu Township",
        "Drakpa Prefecture",
        "the town of Selung",
        "Yarkhen",
        "Tsochen District",
        "Mirab",
    ],
    "zh": ["拉日县", "诺布镇", "扎巴州", "色龙乡", "洛村", "亚肯市", "措钦区", "桑多县"],
    "bo": ["ལྷ་རི་རྫོང", "ནོར་བུ་གྲོང་རྡལ", "གྲགས་པ་ཁུལ", "གསེར་ལུང་ཤང", "མཚོ་ཆེན་རྫོང"],
}
BODIES = {
    "en": ["the county police", "the Qamshar Public Security Bureau", "Lhari Rights Watch", "the Ministry of the Valley", "the Norbu Evening Post", "two officials", "Tsering Lhamo, a teacher,", "a resident"],
    "zh": ["拉日县公安局", "诺布晚报", "扎巴州政府", "山谷人权观察", "一名村民", "县卫生局发言人", "知情人士"],
    "bo": ["ལྷ་རི་རྫོང་གི་ཉེན་རྟོག་པ", "ནོར་བུའི་ཚགས་པར", "མི་ཞིག", "རྫོང་གཞུང"],
}  # fmt: skip
SENTENCES = {
    "en": [
        "{B} said on {d} that {n} residents of {P} had been sampled.", "In {P}, at least {n} people were detained between {d} and {e}.", "According to {b}, {n} households were moved from {P} by the end of {y}.",
        "“No one was beaten,” {b} told reporters, “and all {n} were released.”", "{B} denied that {n} monks had been arrested in {P}.", "The bureau plans to collect {n} samples by {d}; so far {m} have been taken.",
        "About {n} of {m} families in {P} refused to sign, {b} reported.", "Police searched {n} houses in {P} last week and took away {m} men.", "The tender for {n} kits was won by a company in {P}, the notice of {d} showed.",
        "It was not clear how many had died.", "Roughly {p} percent of the herders of {P} were registered in {y}.",
    ],
    "zh": [
        "{B}{d}通报，{P}已采集{n}人血样。", "{d}至{e}，{P}至少有{n}人被拘留。", "据{b}，{y}年底前将{n}户牧民从{P}搬迁。", "“没有人被打，”{b}说，“{n}人已全部获释。”", "{B}否认{P}有{n}名僧人被捕。",
        "全县应采{n}人，实采{m}人，未采{p}人。", "{P}{m}户中约{n}户拒绝签字。", "警方上周搜查了{P}{n}处房屋，带走{m}名男子。", "{b}称，约{p}%的牧民已于{y}年登记。",
    ],
    "bo": [
        "{b}ས་{P}གྱི་མི་{n}ལ་ཁྲག་དཔེ་བླངས་ཞེས་བཤད།", "སྤྱི་ལོ་{y}ལོར་{P}དུ་ཉུང་མཐར་མི་{n}འཛིན་བཟུང་བྱས།", "{b}ལྟར་ན་{P}ནས་ཁྱིམ་ཚང་{n}གནས་སྤོ་བྱས་པ་རེད།", "{P}ནས་མི་{m}ནང་ནས་མི་{n}ལ་ཁྲག་དཔེ་བླངས་མེད།",
    ],
}  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
ENCODINGS = {
    "en": ("utf-8", "utf-8", "cp1252", "utf-16-le"),
    "zh": ("utf-8", "utf-8", "gb18030", "gb2312"),
    "bo": ("utf-8", "utf-8", "gb18030"),
}


def _day(r: random.Random, language: str) -> str:
    y, m, d = r.randint(2008, 2024), r.randint(1, 12), r.randint(1, 28)
    if language == "zh":
        return r.choice([f"{y}年{m}月{d}日", f"{m}月{d}日"])
    return r.choice([f"{d} {MONTHS[m - 1]} {y}", f"{MONTHS[m - 1]} {d}, {y}", f"{MONTHS[m - 1]} {d}"])


def sentence_of(r: random.Random, language: str) -> str:
    """One sentence."""
    n = r.choice([3, 17, 48, 120, 640, 1200, 4700, 23000, 230000])
    number = f"{n:,}" if language == "en" and r.random() < 0.8 else str(n) if language != "zh" or r.random() < 0.6 else f"{n / 10000:g}万"
    body = r.choice(BODIES[language])
    return r.choice(SENTENCES[language]).format(
        B=body[0].upper() + body[1:], b=body, P=r.choice(PLACES[language]), d=_day(r, language), e=_day(r, language), n=number, m=n + r.randint(1, 400),
        p=r.randint(2, 97), y=r.randint(2008, 2024),
    )  # fmt: skip


def paragraphs_of(r: random.Random, language: str, paragraphs: int) -> list[str]:
    """Paragraphs of two to six sentences."""
    blank = "" if language != "en" else " "
    return [blank.join(sentence_of(r, language) for _ in range(r.randint(2, 6))) for _ in range(paragraphs)]


def _written(r: random.Random, text: str) -> str:
    """Text as HTML writes it: some characters as entities, some runs in elements."""
    out = escape(text, quote=r.random() < 0.3)
    if r.random() < 0.3:
        out = "".join(f"&#{ord(c)};" if r.random() < 0.05 and ord(c) > 126 else c for c in out)
    if r.random() < 0.3:
        words = out.split(" ")
        at = r.randrange(len(words))
        words[at] = f"<b>{words[at]}</b>"
        out = " ".join(words)
    return out.replace(" ", "&nbsp;", 1) if r.random() < 0.1 else out


def _block(r: random.Random, text: str) -> str:
    kind = r.choice(["p", "p", "p", "p", "li", "table", "blockquote", "br", "div"])
    inside = _written(r, text)
    if kind == "table":
        return "<table><tr><th>Place</th><th>Count</th></tr>" + f"<tr><td>{inside}</td><td>{r.randint(1, 9000)}</td></tr></table>"
    if kind == "li":
        return f"<ul><li>{inside}</li></ul>"
    return f"{inside}<br>" if kind == "br" else f"<{kind}>{inside}</{kind}>"


def page_of(r: random.Random) -> tuple[bytes, str]:
    """A page and the encoding its header would name."""
    language = r.choice(["en", "zh", "bo"])
    encoding = r.choice(ENCODINGS[language])
    blocks = "\n".join(_block(r, p) for p in paragraphs_of(r, language, r.randint(1, 9)))
    title = escape(sentence_of(r, language)[:40])
    hidden = "<div style='display:none'>nothing to see</div><script>var a = '<p>no text</p>';</script>" if r.random() < 0.5 else ""
    page = f"<!doctype html><html lang={language}><head><meta charset={encoding}><title>{title}</title></head><body>{hidden}<h1>{title}</h1>{blocks}</body></html>"
    return page.encode(encoding, "xmlcharrefreplace"), encoding


def text_of(r: random.Random, language: str, paragraphs: int) -> str:
    """Running text of some paragraphs."""
    return "\n\n".join(paragraphs_of(r, language, paragraphs))


def dressed(title: str, paragraphs: list[str], language: str = "en") -> bytes:
    """A page as sites serve it: about forty kilobytes of menus, scripts, styles, teasers and a footer around the article."""
    menu = "".join(f"<li class=nav-item><a class='nav-link nav-{i}' href='/section/{i}?ref=menu'>Section {i}</a></li>" for i in range(60))
    teasers = "".join(
        f"<div class='card teaser'><a href='/story/{i}'><img loading=lazy src='/i/{i}.jpg' alt=''><h3>Another story of the day, number {i}</h3></a><p class=meta><span>{i} comments</span></p></div>"
        for i in range(40)
    )
    script = "<script>window.__state={" + ",".join(f'"k{i}":{{"id":{i},"seen":false,"tags":["a","b"]}}' for i in range(220)) + "};</script>"
    style = "<style>" + "".join(f".c{i}{{margin:{i}px;color:#0{i % 10}f}}" for i in range(260)) + "</style>"
    share_sheet = (
        "<div class=share>"
        + "".join(f"<button type=button aria-label='Share {i}'><svg><path d='M0 0h{i}'/></svg></button>" for i in range(8))
        + "</div>"
    )
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8><title>{escape(title)}</title>{style}{script}</head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>{escape(title)}</h1><p class=byline>By a reporter · <time datetime=2021-03-04>4 March 2021</time></p>{share_sheet}{body}</article><aside>{teasers}</aside></main>"
        f"<footer><p>© The site. <a href=/terms>Terms</a></p></footer>{script}</body></html>"
    ).encode()
