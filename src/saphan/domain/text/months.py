"""The names of the months in the six languages, and the words that stand around a date."""

from __future__ import annotations

import re

from saphan.domain.text.cleaning import fold

_ENGLISH = "january february march april may june july august september october november december"
_THAI = (
    "มกราคม มกรา|กุมภาพันธ์ กุมภา|มีนาคม มีนา|เมษายน เมษา|พฤษภาคม พฤษภา|มิถุนายน มิถุนา|"
    "กรกฎาคม กรกฎา|สิงหาคม สิงหา|กันยายน กันยา|ตุลาคม ตุลา|พฤศจิกายน พฤศจิกา|ธันวาคม ธันวา"
)
_THAI_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
_LAO = "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ"
_KHMER = "មករា|កុម្ភៈ កុម្ភះ កុម្ភ:|មីនា មិនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ"
_BURMESE = "ဇန်နဝါရီ ဇန်နဝါရီလ|ဖေဖော်ဝါရီ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူလိုင်|ဩဂုတ် သြဂုတ်|စက်တင်ဘာ|အောက်တိုဘာ|နိုဝင်ဘာ|ဒီဇင်ဘာ"
_VIETNAMESE = (
    "tháng giêng,tháng một|tháng hai|tháng ba|tháng tư|tháng năm|tháng sáu|tháng bảy,tháng bẩy|"
    "tháng tám|tháng chín|tháng mười|tháng mười một|tháng mười hai,tháng chạp"
)

#: Words for day, month and year that carry nothing once the numbers stand in their order.
_AROUND = (
    *("วันที่", "เดือน", "ปี", "วัน", "ວັນທີ", "ເດືອນ", "ປີ", "ថ្ងៃទី", "ខែ", "ឆ្នាំ", "ထုတ်", "ခုနှစ်", "ရက်နေ့", "ရက်"),
    *("ngày", "tháng", "năm", "လ", "ថ្ងៃ"),
)
#: Marks of the Buddhist and the common era.
BUDDHIST = re.compile(r"พ\.?\s?ศ\.?|ພ\.?\s?ສ\.?|ព\.?\s?ស\.?|(?<![a-z])b\.?\s?e\.?(?![a-z])")
COMMON = re.compile(
    r"ค\.?\s?ศ\.?|ຄ\.?\s?ສ\.?|គ\.?\s?ស\.?|(?<![a-z])(?:a\.?\s?d|c\.?\s?e)\.?(?![a-z])"
)
AROUND = re.compile("|".join(sorted((re.escape(fold(word)) for word in _AROUND), key=len)[::-1]))


def _spellings() -> dict[str, int]:
    found: dict[str, int] = {}
    for names, between in ((_THAI, " "), (_LAO, " "), (_KHMER, " "), (_BURMESE, " ")):
        for number, spellings in enumerate(names.split("|"), start=1):
            found.update(dict.fromkeys((fold(name) for name in spellings.split(between)), number))
    for number, spellings in enumerate(_VIETNAMESE.split("|"), start=1):
        found.update(dict.fromkeys((fold(name) for name in spellings.split(",")), number))
    for number, name in enumerate(_ENGLISH.split(), start=1):
        found.update({name: number, name[:3]: number, name[:4]: number})
    for number, short in enumerate(_THAI_SHORT.split(), start=1):
        found[short.replace(".", "")] = number
    return found


#: Every spelling (folded; Thai abbreviations without dots) and its month, 1-12.
MONTHS: dict[str, int] = _spellings()


def _pattern(name: str) -> str:
    if name.isascii():
        return f"(?<![a-z]){name}(?![a-z])\\.?"
    if name in _ABBREVIATED:
        return r"\.?\s?".join(_ABBREVIATED[name]) + r"\.?"
    return re.escape(name)


_ABBREVIATED = {
    short.replace(".", ""): [re.escape(part) for part in short.strip(".").split(".")]
    for short in _THAI_SHORT.split()
}
MONTH_NAME = re.compile(
    "|".join(f"(?:{_pattern(name)})" for name in sorted(MONTHS, key=len, reverse=True))
)


def month_of(spelling: str) -> int:
    """The number (1-12) of a spelling that ``MONTH_NAME`` found."""
    name = re.sub(r"[.\s]", "", spelling) if "." in spelling else spelling.strip()
    return MONTHS[name] if name in MONTHS else MONTHS[re.sub(r"\s", "", name)]
