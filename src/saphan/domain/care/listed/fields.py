"""The columns of a list of people: what each holds, its headings, what a heading suggests.

A use says what a column holds: a field (``document_name``), a field of the second payment
(``amount:2``), ``fee:`` and an item for a column of amounts (``fee:visa``), or nothing ("").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from saphan.domain.people.consent import Purpose
from saphan.domain.recruitment.codes import Item
from saphan.domain.recruitment.mapping.suggest import code_in
from saphan.domain.text import fold

#: Payments that may stand in columns of one row.
MOST_PAYMENTS = 6
FEE = "fee:"

#: Columns of consent -> what was asked; the first must be answered yes.
ASKED: Mapping[str, Purpose] = {
    "record": Purpose.RECORD,
    "legal_action": Purpose.LEGAL_ACTION,
    "contact_again": Purpose.CONTACT_AGAIN,
    "referral": Purpose.REFERRAL,
    "statistics": Purpose.STATISTICS,
}

#: Field -> its headings in the template: English, Thai.
PERSON: Mapping[str, tuple[str, str]] = {
    "code": ("Worker code of the employer", "รหัสพนักงาน"),
    "document_name": ("Name as in the document", "ชื่อตามเอกสาร"),
    "own_name": ("Name in own script", "ชื่อภาษาของตน"),
    "thai_name": ("Name in Thai", "ชื่อภาษาไทย"),
    "nickname": ("Also called", "ชื่อเล่น"),
    "sex": ("Sex", "เพศ"),
    "birth_year": ("Year of birth", "ปีเกิด"),
    "age": ("Age", "อายุ"),
    "nationality": ("Nationality", "สัญชาติ"),
    "language": ("Language", "ภาษา"),
    "reach": ("Safe way to contact", "ช่องทางติดต่อที่ปลอดภัย"),
    "address": ("Number or name there", "เบอร์หรือชื่อในช่องทางนั้น"),
    "who_may_answer": ("Who may answer", "ใครรับสายได้"),
    "hours": ("When", "ติดต่อได้เมื่อไร"),
    "record": ("Agrees: keep a record", "ยินยอมให้เก็บข้อมูล"),
    "legal_action": ("Agrees: act towards the authorities", "ยินยอมให้ดำเนินการแทน"),
    "contact_again": ("Agrees: contact again", "ยินยอมให้ติดต่ออีก"),
    "referral": ("Agrees: tell another organisation", "ยินยอมให้บอกหน่วยงานอื่น"),
    "statistics": ("Agrees: count without a name", "ยินยอมให้นับเป็นสถิติ"),
    "medium": ("How they agreed", "ยินยอมด้วยวิธีใด"),
    "agreed_on": ("Day of agreement", "วันที่ยินยอม"),
    "note": ("Note", "หมายเหตุ"),
}
PAID: Mapping[str, tuple[str, str]] = {
    "item": ("Paid for", "จ่ายค่าอะไร"),
    "amount": ("Amount", "จำนวนเงิน"),
    "amount_max": ("At most, if not sure", "ไม่เกิน (ถ้าไม่แน่ใจ)"),
    "currency": ("Currency", "สกุลเงิน"),
    "paid_on": ("Paid on", "วันที่จ่าย"),
    "paid_to": ("Paid to", "จ่ายให้ใคร"),
    "receipt": ("Proof", "หลักฐาน"),
}
#: Several columns of one such field are one name or text, from left to right.
JOINED = frozenset({"document_name", "own_name", "thai_name", "address", "note"})

_MORE: Mapping[str, tuple[str, ...]] = {
    "code": (
        *("code", "worker code", "employee code", "employee id", "employee no", "worker id", "id"),
        *("staff id", "รหัส", "รหัสแรงงาน", "รหัสคนงาน", "รหัสลูกจ้าง", "เลขประจำตัวพนักงาน"),
        *("အလုပ်သမားကုဒ်", "ဝန်ထမ်းကုဒ်", "លេខកូដកម្មករ", "ລະຫັດພະນັກງານ", "mã công nhân", "mã nhân viên"),
    ),
    "document_name": (
        *("name", "full name", "passport name", "first name", "given name", "surname"),
        *("last name", "family name", "ชื่อ", "นามสกุล", "สกุล", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ สกุล"),
        *("ชื่อ นามสกุล", "ชื่อในพาสปอร์ต", "ชื่อในหนังสือเดินทาง", "ชื่อภาษาอังกฤษ", "အမည်", "ឈ្មោះ"),
        *("ຊື່", "ຊື່ ແລະ ນາມສະກຸນ", "họ tên", "họ và tên", "tên"),
    ),
    "own_name": (
        *("own script", "name in burmese", "burmese name", "khmer name", "lao name"),
        *("ชื่อภาษาพม่า", "ชื่อพม่า", "ชื่อภาษาเขมร", "ชื่อภาษาลาว", "ชื่อภาษาแม่", "မြန်မာအမည်"),
        *("ชื่อในอักษรของตน", "ชื่ออักษรตนเอง", "name own script", "native name"),
        *("ឈ្មោះខ្មែរ", "ຊື່ພາສາລາວ"),
    ),
    "thai_name": ("thai name", "ชื่อไทย", "ထိုင်းအမည်"),
    "nickname": ("nickname", "alias", "nick name", "ชื่อที่เรียก", "အမည်ပြောင်", "ឈ្មោះហៅក្រៅ", "ຊື່ຫຼິ້ນ"),
    "sex": ("gender", "m/f", "လိင်", "ကျား/မ", "ភេទ", "ເພດ", "giới tính"),
    "birth_year": (
        *("birth year", "year of birth", "date of birth", "birth date", "birthday", "dob"),
        *(
            "วันเกิด",
            "ว/ด/ป เกิด",
            "ปี เกิด",
            "วันเดือนปีเกิด",
            "เกิด",
            "မွေးနှစ်",
            "မွေးသက္ကရာဇ်",
            "ឆ្នាំកំណើត",
            "ថ្ងៃខែឆ្នាំកំណើត",
        ),
        *("ປີເກີດ", "ວັນເດືອນປີເກີດ", "năm sinh", "ngày sinh"),
    ),
    "age": ("အသက်", "អាយុ", "ອາຍຸ", "tuổi"),
    "nationality": ("country", "ประเทศ", "နိုင်ငံသား", "သဇာတိ", "សញ្ជាតិ", "ສັນຊາດ", "quốc tịch"),
    "language": ("speaks", "ဘာသာစကား", "ភាសា", "ພາສາ", "ngôn ngữ"),
    "reach": ("channel", "contact by", "how to contact", "safe contact", "ช่องทาง", "ช่องทางติดต่อ"),
    "address": (
        *("phone", "phone number", "telephone", "mobile", "tel", "contact", "line id", "เบอร์"),
        *("เบอร์โทร", "เบอร์โทรศัพท์", "โทรศัพท์", "โทร", "ဖုန်း", "ဖုန်းနံပါတ်", "ទូរស័ព្ទ"),
        *("លេខទូរស័ព្ទ", "ເບີໂທ", "ໂທລະສັບ", "điện thoại", "số điện thoại"),
    ),
    "who_may_answer": ("ผู้รับสาย",),
    "hours": ("when may we call", "hours", "เวลาที่โทรได้", "เวลาติดต่อ"),
    "record": (
        *("consent", "agrees", "keep a record", "record", "consent to record", "ยินยอม"),
        *("ความยินยอม", "ให้เก็บข้อมูล", "သဘောတူ", "သဘောတူညီချက်", "ការយល់ព្រម", "ການຍິນຍອມ", "đồng ý"),
    ),
    "legal_action": ("legal action", "act for", "case", "ร้องเรียนแทน", "ดำเนินคดีแทน", "มอบอำนาจ"),
    "contact_again": ("ให้ติดต่อกลับ", "ติดต่อกลับได้"),
    "referral": ("share", "sharing", "ให้ส่งต่อ", "ส่งต่อข้อมูล"),
    "statistics": ("สถิติ", "ให้ใช้เป็นสถิติ"),
    "medium": ("consent medium", "medium", "how", "วิธียินยอม"),
    "agreed_on": ("consent date", "date of consent", "day of consent", "วันที่ให้ความยินยอม"),
    "note": ("notes", "remark", "remarks", "comment", "မှတ်ချက်", "កំណត់សម្គាល់", "ໝາຍເຫດ", "ghi chú"),
    "item": ("fee item", "item", "fee type", "รายการ", "รายการค่าใช้จ่าย", "មុខចំណាយ", "ລາຍການ"),
    "amount": (
        *("amount paid", "paid", "ยอดเงิน", "จ่าย", "จำนวนเงินที่จ่าย", "ပမာဏ", "ငွေပမာဏ"),
        *("ចំនួនទឹកប្រាក់", "ຈຳນວນເງິນ", "số tiền"),
    ),
    "amount_max": ("amount max", "highest", "จำนวนสูงสุด"),
    "currency": ("ငွေကြေး", "រូបិយប័ណ្ណ", "ສະກຸນເງິນ", "loại tiền"),
    "paid_on": ("date paid", "payment date", "วันจ่าย", "ပေးသည့်ရက်", "ថ្ងៃបង់", "ວັນທີຈ່າຍ", "ngày trả"),
    "paid_to": ("payee", "จ่ายให้", "ผู้รับเงิน", "ဘယ်သူ့ကိုပေး", "បង់ទៅ", "ຈ່າຍໃຫ້", "trả cho"),
    "receipt": ("receipt", "ใบเสร็จ", "ပြေစာ", "បង្កាន់ដៃ", "ໃບບິນ", "biên lai"),
}
_NUMBERED = re.compile(r"[\s_#.(\[-]*([1-9])[)\].]?$")
_PARTS = re.compile(r"\s*[/\n]\s*")
_REMARK = re.compile(r"\s*[(\[（][^)\]）]*[)\]）]")
_MONEY = re.compile(r"ค่า|จ่าย|เงิน|\b(?:fee|fees|cost|costs|paid|phí|tiền)\b|ခ$|ចំណាយ|ຄ່າ")


def _turned() -> dict[str, str]:
    """Folded heading -> field."""
    found: dict[str, str] = {}
    for field, words in {**PERSON, **PAID}.items():
        for word in words:
            found.setdefault(fold(word), field)
    for field, more in _MORE.items():
        for word in more:
            found.setdefault(fold(word), field)
    return found | {fold(field): field for field in (*PERSON, *PAID)}


_KNOWN = _turned()


def uses_open() -> Iterator[str]:
    """Every use that a column of the people may have, in the order in which it is offered."""
    yield from PERSON
    for number in range(1, MOST_PAYMENTS + 1):
        for field in PAID:
            yield use_of(field, number)
    for item in Item:
        yield FEE + item


def use_of(field: str, number: int) -> str:
    """The use of a column of the payment with this number, counted from 1."""
    return field if number == 1 else f"{field}:{number}"


def parted(use: str) -> tuple[str, int]:
    """The field of a use and the number of its payment."""
    field, _, number = use.partition(":")
    return field, int(number) if number else 1


def suggested(headings: Sequence[str], *, of_payments: bool = False) -> dict[int, str]:
    """What the headings suggest: place of the column from 0 -> its use.

    A use is suggested once, parts of a name excepted. ``of_payments`` is for a sheet whose rows
    are payments joined by the worker's code.
    """
    wanted = {"code", *PAID} if of_payments else {*PERSON, *PAID}
    found: dict[int, str] = {}
    for at, heading in enumerate(headings):
        use = _use(heading, wanted, fees=not of_payments)
        if use and (use in JOINED or use not in found.values()):
            found[at] = use
    return found


def has_payments(headings: Sequence[str]) -> bool:
    """Whether a sheet with these headings holds payments of people who stand on another one."""
    found = suggested(headings, of_payments=True).values()
    return {"code", "amount"} <= set(found)


def lacks_agreement(uses: Mapping[int, str]) -> bool:
    """Whether no column says who agreed that a record is kept: then nobody may come in."""
    return "record" not in uses.values()


def _use(heading: str, wanted: set[str], *, fees: bool) -> str:
    whole = fold(heading)
    for name in dict.fromkeys((whole, _REMARK.sub("", whole), *_PARTS.split(whole))):
        if _KNOWN.get(name) in wanted:
            return _KNOWN[name]
        bare = _NUMBERED.sub("", name)
        number = _NUMBERED.search(name)
        if number and _KNOWN.get(bare) in wanted & PAID.keys():
            return use_of(_KNOWN[bare], int(number[1]))
    item = code_in("item", heading) if fees and _MONEY.search(whole) else None
    return f"{FEE}{item}" if item else ""
