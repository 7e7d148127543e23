# ruff: noqa: E501 - wide letters
"""Articles in many languages and encodings are read right, and the record tells the encoding (issue: 95 % at least)."""

from __future__ import annotations

import codecs

import pytest

from factorygap import reading
from factorygap.errors import UnreadableInput

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")

TEXTS = {
    "English cp1252 mac-roman": "Workers at the José Carpentier cannery in Besançon said the plant – once a "
    "model – runs two days a week. “We are idle,” said Jürgen Müller, whose father built the café beside it.",
    "French cp1252 latin-1 iso8859-15": "L'usine de pâte à papier ne tourne plus que deux jours par semaine, disent "
    "les ouvriers. Les délégués de la région ont été reçus à la préfecture : « Nous ne sommes pas payés depuis février. »",
    "German cp1252 latin-1": "Die Zementfabrik läuft nur noch zwei Tage in der Woche, sagen die Arbeiter. Für die "
    "Öfen fehlt es an Kohle, und die Löhne für März wurden größtenteils nicht ausgezahlt.",
    "Spanish cp1252 latin-1": "El ingenio azucarero muele sólo dos días por semana, según los obreros. El año pasado "
    "la producción cayó a la mitad; la dirección aseguró que cumplirá el plan en el próximo trimestre.",
    "Portuguese cp1252 latin-1": "A fábrica de tecidos não funciona há três semanas por falta de algodão, disseram os "
    "operários. A direção afirma que a produção será retomada até o início do próximo mês.",
    "Swedish cp1252 latin-1": "Massabruket står stilla två dagar i veckan på grund av låg efterfrågan, säger "
    "skiftlaget. Ägaren hävdar däremot att anläggningen går för fullt och att målen för året nås.",
    "Polish cp1250 iso8859-2": "Huta pracuje tylko dwa dni w tygodniu, mówią robotnicy. Według dyrekcji plan będzie "
    "wykonany, lecz piec stoi już trzeci miesiąc, a węgla wciąż brakuje w całym województwie.",
    "Czech cp1250 iso8859-2": "Cukrovar běží jen dva dny v týdnu, řekli dělníci. Podle ředitelství bude plán splněn, "
    "ale kotle stojí už třetí měsíc a řepa se do závodu stále nedováží.",
    "Hungarian cp1250 iso8859-2": "A cementgyár csak heti két napot üzemel, mondták a munkások. Az igazgatóság szerint "
    "a tervet teljesítik, de a kemencék már harmadik hónapja állnak, és szénből is hiány van.",
    "Russian cp1251 koi8-r iso8859-5 cp866": "Завод работает только два дня в неделю, говорят рабочие. По словам "
    "директора, план будет выполнен, но печи стоят уже третий месяц, и угля по-прежнему не хватает.",
    "Bulgarian cp1251": "Заводът работи само два дни в седмицата, казват работниците. Според ръководството планът ще "
    "бъде изпълнен, но пещите не работят вече трети месец, а въглищата не достигат.",
    "Greek cp1253 iso8859-7": "Το εργοστάσιο λειτουργεί μόνο δύο ημέρες την εβδομάδα, λένε οι εργάτες. Σύμφωνα με τη "
    "διεύθυνση το πλάνο θα εκπληρωθεί, αλλά οι κλίβανοι είναι σβηστοί εδώ και τρεις μήνες.",
    "Turkish cp1254": "Fabrika haftada yalnızca iki gün çalışıyor, diyor işçiler. Müdürlüğe göre plan yerine "
    "getirilecek, ancak fırınlar üç aydır soğuk ve kömür sıkıntısı bütün ilçede sürüyor.",
    "Hebrew cp1255": "המפעל עובד רק יומיים בשבוע, אומרים הפועלים. לדברי ההנהלה התוכנית תמולא, אבל הכבשנים עומדים "
    "כבר חודש שלישי ועדיין חסר פחם בכל האזור.",
    "Arabic cp1256": "يعمل المصنع يومين فقط في الأسبوع، كما يقول العمال. وتقول الإدارة إن الخطة ستنفذ، لكن الأفران "
    "متوقفة منذ ثلاثة أشهر ولا يزال الفحم غير كاف في المنطقة كلها.",
    "Thai cp874": "โรงงานเดินเครื่องเพียงสองวันต่อสัปดาห์ คนงานกล่าว ฝ่ายบริหารบอกว่าจะผลิตได้ตามแผน แต่เตาหยุดมาสามเดือนแล้วและถ่านหินยังขาดแคลน",
    "Japanese shift_jis euc-jp iso2022_jp cp932": "工場は週に二日しか操業していないと労働者は話した。経営側は計画を達成すると"
    "しているが、炉は三か月前から止まっており、石炭も不足したままである。",
    "Korean euc-kr cp949 iso2022_kr": "공장은 일주일에 이틀만 돌아간다고 노동자들은 말했다. 지배인은 계획을 수행할 것이라고 "
    "하지만 가마는 석 달째 멎어 있고 석탄도 여전히 모자란다.",
    "Chinese gb18030 gb2312": "工人们说，工厂每周只开工两天。厂方声称计划将会完成，但是窑炉已经停了三个月，煤炭仍然不足，"
    "工资也没有发。",
    "Taiwanese big5 cp950": "工人們說，工廠每週只開工兩天。廠方聲稱計畫將會完成，但是窯爐已經停了三個月，煤炭仍然不足，"
    "工資也沒有發。",
}  # fmt: skip
"""Our own sentences, with the encodings that their language is written in beside the Unicode ones."""

NO_MARK = {(language, f"utf-16-{end}e") for language in ("Japanese", "Chinese", "Taiwanese") for end in "lb"}
"""Without a byte-order mark and without a space nothing tells these from other bytes; they are refused."""

NAMED = "The Baekwon textile mill has stood idle since May, a worker said. "
"""Before each text, since an article in English is what we read: the harder case for the detector."""


def cases() -> list[tuple[str, str, str]]:
    found = []
    for name, text in TEXTS.items():
        language, *legacy = name.split()
        found += [(language, encoding, text) for encoding in (*UNICODE, *legacy)]
    return found


def read_right(encoding: str, text: str) -> tuple[bool, str]:
    article = reading.from_bytes(text.encode(encoding), "a.txt")
    return article.text == text, article.encoding or ""


def is_read_right(encoding: str, text: str) -> bool:
    try:
        return read_right(encoding, text)[0]
    except UnreadableInput:
        return False


def test_ninety_five_in_a_hundred_files_are_read_right() -> None:
    files = [(f"{language} {encoding}", encoding, text) for language, encoding, text in cases()]
    files += [(f"English, {language} {encoding}", encoding, NAMED + text) for language, encoding, text in cases()]
    assert len(files) >= 300
    wrong = [name for name, encoding, text in files if not is_read_right(encoding, text)]
    assert len(wrong) <= 0.05 * len(files), wrong


@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_always_read_right_and_told(encoding: str) -> None:
    for language, name, text in cases():
        if name == encoding and (language, encoding) not in NO_MARK:
            right, told = read_right(encoding, text)
            assert right, language
            assert codecs.lookup(told.split(",")[0]).name.startswith(encoding.removesuffix("-sig"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Завод".encode("utf-16")[:-1], "encoding"),
        (b"\xff\xfe" + b"\x00\xd8" * 40, "encoding"),
        ("mill".encode("utf-32")[:-2], "encoding"),
        (b"\x1b$B" + b"!" * 31, "encoding"),
        (bytes(range(1, 256)) * 30, "encoding"),
        (bytes(range(256)) * 30, "binary"),
    ],
)
def test_what_cannot_be_decoded_is_an_error(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableInput) as raised:
        reading.from_bytes(data, "a.txt")
    assert raised.value.code == code
