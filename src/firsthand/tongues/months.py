"""Names of months, weekdays and relative times in the languages that dates are read in; all lower case, as `words.folded` gives them."""

from __future__ import annotations

from types import MappingProxyType

# Twelve columns: January to December; alternatives with "/". English, German, French, Spanish, Portuguese, Italian, Dutch, Polish (both cases), Indonesian.
_TABLE = """
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec
januar/jänner/jän februar/feber märz/mrz/maerz april mai juni juli august september oktober/okt november dezember/dez
janvier/janv février/févr/fevrier mars avril/avr mai juin juillet/juil août/aout septembre octobre novembre décembre/déc/decembre
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre diciembre/dic
janeiro fevereiro/fev março/marco abril maio/mai junho julho agosto setembro/set outubro/out novembro dezembro/dez
gennaio/gen febbraio/febb marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre
januari februari maart/mrt april mei juni juli augustus september oktober november december
styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad/listopada grudzień/grudnia
januari februari/pebruari maret april mei juni juli agustus/agu/ags september oktober november/nopember desember/des
"""
MONTHS = MappingProxyType({
    name: column + 1 for row in _TABLE.strip().splitlines() for column, names in enumerate(row.split()) for name in names.split("/")
})  # fmt: skip
# Month names that are also everyday words: alone they count only with a capital and a word of time before them.
EVERYDAY = frozenset(
    [
        "may",
        "march",
        "mar",
        "mai",
        "mars",
        "maj",
        "set",
        "out",
        "ago",
        "gen",
        "mag",
        "dec",
        "des",
        "dic",
        "agu",
        "ott",
        "lug",
        "giu",
        "fev",
        "abr",
        "ene",
        "avr",
        "jan",
        "sep",
        "jun",
        "jul",
        "oct",
        "nov",
        "apr",
        "aug",
        "feb",
        "mei",
        "marca",
        "maja",
    ]
)

_WEEKDAYS = """
monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat sunday/sun
montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
poniedziałek wtorek środa czwartek piątek sobota niedziela
senin selasa rabu kamis jumat sabtu minggu
"""
WEEKDAYS = MappingProxyType({
    name: column for row in _WEEKDAYS.strip().splitlines() for column, names in enumerate(row.split()) for name in names.split("/")
})  # fmt: skip

# Words of time that need the day of publication: unit and how many of it away.
RELATIVE = MappingProxyType({
    "yesterday": "day-1", "today": "day+0", "tomorrow": "day+1", "last year": "year-1", "this year": "year+0", "next year": "year+1",
    "last month": "month-1", "this month": "month+0", "next month": "month+1", "last week": "week-1", "this week": "week+0",
    "去年": "year-1", "今年": "year+0", "前年": "year-2", "明年": "year+1", "本年": "year+0", "昨天": "day-1", "昨日": "day-1", "今天": "day+0", "今日": "day+0", "前天": "day-2",
    "明天": "day+1", "本月": "month+0", "上月": "month-1", "上个月": "month-1", "这个月": "month+0", "上周": "week-1", "本周": "week+0", "昨年": "year-1", "先月": "month-1", "今月": "month+0",
    "ན་ནིང": "year-1", "ད་ལོ": "year+0", "ཁ་སང": "day-1", "ཁ་ས": "day-1", "དེ་རིང": "day+0", "སང་ཉིན": "day+1", "ལོ་སྔོན་མ": "year-1",
    "gestern": "day-1", "heute": "day+0", "letztes jahr": "year-1", "im vorjahr": "year-1", "dieses jahr": "year+0", "hier": "", "l'année dernière": "year-1", "cette année": "year+0",
    "el año pasado": "year-1", "este año": "year+0", "no ano passado": "year-1", "este ano": "year+0", "l'anno scorso": "year-1", "quest'anno": "year+0",
    "vorig jaar": "year-1", "dit jaar": "year+0", "w zeszłym roku": "year-1", "w ubiegłym roku": "year-1", "w tym roku": "year+0", "tahun lalu": "year-1", "tahun ini": "year+0",
})  # fmt: skip
HAN_DIGITS = MappingProxyType(
    {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "元": 1}
)
# Ordinal months of Tibetan ("the eighth month").
BO_NUMBERS = MappingProxyType({
    "དང་པོ": 1, "གཉིས": 2, "གསུམ": 3, "བཞི": 4, "ལྔ": 5, "དྲུག": 6, "བདུན": 7, "བརྒྱད": 8, "དགུ": 9, "བཅུ": 10, "བཅུ་གཅིག": 11, "བཅུ་གཉིས": 12,
})  # fmt: skip
ERAS = MappingProxyType({"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911})  # year 1 of the era is this plus one
