"""Words that stand for codes in a list of people: those the template offers, and others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from saphan.domain.recruitment.mapping.values import CODES
from saphan.domain.text import fold

#: Field -> code -> the words of the template: English, Thai.
OFFERED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sex": {"f": ("Woman", "หญิง"), "m": ("Man", "ชาย"), "x": ("Another", "เพศอื่น")},
    "nationality": {
        "KH": ("Cambodia", "กัมพูชา"),
        "LA": ("Lao PDR", "ลาว"),
        "MM": ("Myanmar", "เมียนมา"),
        "VN": ("Viet Nam", "เวียดนาม"),
    },
    "language": {
        "my": ("Burmese", "ภาษาพม่า"),
        "km": ("Khmer", "ภาษาเขมร"),
        "lo": ("Lao", "ภาษาลาว"),
        "vi": ("Vietnamese", "ภาษาเวียดนาม"),
        "th": ("Thai", "ภาษาไทย"),
        "en": ("English", "ภาษาอังกฤษ"),
        "other": ("Another language", "ภาษาอื่น"),
    },
    "reach": {
        "not_at_all": ("Must not be contacted", "ห้ามติดต่อ"),
        "comes_back": ("Comes back to us", "จะกลับมาหาเราเอง"),
        "phone": ("Call", "โทรศัพท์"),
        "sms": ("SMS", "ข้อความสั้น"),
        "line": ("LINE", "ไลน์"),
        "messenger": ("Messenger", "เมสเซนเจอร์"),
        "viber": ("Viber", "ไวเบอร์"),
        "telegram": ("Telegram", "เทเลแกรม"),
        "email": ("E-mail", "อีเมล"),
        "somebody": ("Through somebody trusted", "ผ่านคนที่ไว้ใจ"),
        "unknown": ("Not asked yet", "ยังไม่ได้ถาม"),
    },
    "medium": {
        "signature": ("Signature", "ลายเซ็น"),
        "thumb_print": ("Thumb print", "ลายนิ้วมือ"),
        "audio": ("Recorded voice", "บันทึกเสียง"),
        "witnessed": ("Spoken before a witness", "พูดต่อหน้าพยาน"),
    },
    "yes": {"yes": ("Yes", "ใช่"), "no": ("No", "ไม่")},
    "item": {
        "service_fee": ("Service fee", "ค่าบริการ"),
        "sub_agent_fee": ("Fee to a broker", "ค่านายหน้า"),
        "passport": ("Passport", "หนังสือเดินทาง"),
        "visa": ("Visa", "วีซ่า"),
        "work_permit": ("Work permit", "ใบอนุญาตทำงาน"),
        "medical_test": ("Medical test", "ตรวจสุขภาพ"),
        "insurance": ("Insurance", "ประกันสุขภาพ"),
        "skills_test": ("Skills test", "ทดสอบฝีมือ"),
        "training": ("Training", "อบรม"),
        "equipment": ("Equipment", "อุปกรณ์"),
        "travel": ("Travel", "ค่าเดินทาง"),
        "lodging": ("Lodging", "ค่าที่พัก"),
        "administration": ("Administration", "ค่าดำเนินการ"),
        "deposit": ("Deposit", "เงินมัดจำ"),
        "bribe": ("Tea money", "ค่าน้ำชา"),
        "document_renewal": ("Renewal of documents", "ต่ออายุเอกสาร"),
        "reporting_90_day": ("90-day report", "รายงานตัว 90 วัน"),
        "other": ("Other payment", "ค่าใช้จ่ายอื่น"),
    },
    "paid_to": {
        "employer": ("The employer", "นายจ้าง"),
        "thai_agency": ("Agency in Thailand", "บริษัทจัดหางานในไทย"),
        "origin_agency": ("Agency in the country of origin", "บริษัทจัดส่งในประเทศต้นทาง"),
        "sub_agent": ("Broker", "นายหน้า"),
        "official": ("Official", "เจ้าหน้าที่"),
        "family": ("Family", "ครอบครัว"),
        "other": ("Another person", "คนอื่น"),
    },
    "currency": {
        "THB": ("THB", "บาท"),
        "MMK": ("MMK", "จ๊าต"),
        "KHR": ("KHR", "เรียล"),
        "LAK": ("LAK", "กีบ"),
        "VND": ("VND", "ดอง"),
        "USD": ("USD", "ดอลลาร์สหรัฐ"),
    },
    "receipt": {
        "official": ("Receipt", "ใบเสร็จ"),
        "photo": ("Photo", "รูปถ่าย"),
        "chat": ("Chat message", "ข้อความแชท"),
        "witness": ("Witness", "พยาน"),
        "none": ("No proof", "ไม่มีหลักฐาน"),
    },
}

_MORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "language": {
        "my": ("myanmar", "burma", "พม่า", "เมียนมา", "မြန်မာ", "မြန်မာဘာသာ", "ဗမာ"),
        "km": ("cambodian", "เขมร", "กัมพูชา", "ខ្មែរ", "ភាសាខ្មែរ"),
        "lo": ("laos", "ลาว", "ລາວ", "ພາສາລາວ"),
        "vi": ("viet", "เวียดนาม", "tiếng việt", "việt"),
        "th": ("ไทย", "ไทย (th)", "ထိုင်း", "ថៃ", "ໄທ", "tiếng thái"),
        "en": ("eng", "อังกฤษ"),
        "other": ("อื่นๆ", "อื่น ๆ", "shan", "karen", "mon", "ไทใหญ่", "กะเหรี่ยง", "มอญ"),
    },
    "reach": {
        "not_at_all": ("no", "do not contact", "none", "ไม่ให้ติดต่อ", "ติดต่อไม่ได้"),
        "phone": (
            "phone",
            "telephone",
            "mobile",
            "tel",
            "โทร",
            "ဖုန်း",
            "ទូរស័ព្ទ",
            "ໂທລະສັບ",
            "điện thoại",
        ),
        "sms": ("text message", "เอสเอ็มเอส"),
        "messenger": ("facebook", "fb", "เฟซบุ๊ก"),
        "email": ("email", "mail", "อีเมล์"),
        "somebody": ("through somebody", "ผ่านคนอื่น"),
    },
    "medium": {
        "signature": ("signed", "เซ็นชื่อ", "ลงชื่อ", "ลายมือชื่อ", "လက်မှတ်", "ហត្ថលេខា", "ລາຍເຊັນ", "chữ ký"),
        "thumb_print": ("thumb", "fingerprint", "thumbprint", "พิมพ์ลายนิ้วมือ", "လက်ဗွေ", "ស្នាមមេដៃ"),
        "audio": ("audio", "voice", "recording", "เสียง"),
        "witnessed": ("witness", "oral", "verbal", "วาจา", "พยาน"),
    },
    "yes": {
        "yes": (
            *("y", "true", "1", "x", "✓", "✔", "☑", "agree", "agrees", "agreed", "given", "ok"),
            *("ยินยอม", "ตกลง", "ยอม", "อนุญาต", "ให้", "ဟုတ်", "ဟုတ်ကဲ့", "သဘောတူ", "သဘောတူသည်"),
            *("បាទ", "ចាស", "យល់ព្រម", "ແມ່ນ", "ຕົກລົງ", "ຍິນຍອມ", "có", "đồng ý"),
        ),
        "no": (
            *("n", "false", "0", "✗", "✘", "☐", "refused", "refuses", "disagree", "not agreed"),
            *("ไม่ใช่", "ไม่ยินยอม", "ไม่ตกลง", "ไม่ยอม", "ไม่อนุญาต", "မဟုတ်", "သဘောမတူ", "ទេ"),
            *("មិនយល់ព្រម", "ບໍ່", "ບໍ່ຍິນຍອມ", "không", "không đồng ý"),
        ),
    },
}
#: What people write into a cell to say that there is nothing.
NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "ไม่มี", "ไม่ทราบ", "don't know", "unknown"})
_PARTS = re.compile(r"\s*[/\n]\s*")
#: How the two words of one code stand together in the template.
BETWEEN = " / "


def _known(field: str) -> dict[str, str]:
    """Folded word -> code; the words of the template come before others."""
    found: dict[str, str] = {}
    offered = OFFERED[field]
    for code, words in offered.items():
        for word in (BETWEEN.join(words), *words):
            found.setdefault(fold(word), code)
    for code, more in _MORE.get(field, {}).items():
        for word in more:
            found.setdefault(fold(word), code)
    for word, code in CODES.get(field, {}).items():
        found.setdefault(word, code)
    return found | {fold(code): code for code in offered}


_KNOWN = {field: _known(field) for field in OFFERED}


def code_of(field: str, text: str) -> str:
    """The code that a text stands for, alone or in one of two languages; empty when nobody knows.

    ``text`` is clean.
    """
    known = _KNOWN[field]
    whole = fold(text)
    if whole in known:
        return known[whole]
    found = {known[part] for part in _PARTS.split(whole) if part in known}
    return found.pop() if len(found) == 1 else ""
