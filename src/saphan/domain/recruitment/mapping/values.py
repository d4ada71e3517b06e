"""Words that spreadsheets of the corridors use for the codes of the canonical columns."""

from __future__ import annotations

from enum import StrEnum

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Sex,
    Status,
)
from saphan.domain.text import fold
from saphan.domain.text.numbers import CURRENCY_WORDS

_CURRENCIES: dict[str, tuple[str, ...]] = {
    currency.value: words for currency, words in CURRENCY_WORDS.items()
}

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "nationality": {
        "KH": (
            *("cambodia", "cambodian", "khmer", "กัมพูชา", "เขมร", "កម្ពុជា", "ខ្មែរ"),
            *("ကမ္ဘောဒီးယား", "ກຳປູເຈຍ", "ກໍາປູເຈຍ", "campuchia"),
        ),
        "LA": ("laos", "lao", "lao pdr", "laotian", "ลาว", "ລາວ", "ឡាវ", "လာအို", "lào"),
        "MM": (
            *(
                "myanmar",
                "burma",
                "burmese",
                "พม่า",
                "เมียนมา",
                "เมียนมาร์",
                "เมียนม่า",
                "မြန်မာ",
                "មីយ៉ាន់ម៉ា",
            ),
            *("ភូមា", "ມຽນມາ", "ພະມ້າ", "myanma", "miến điện"),
        ),
        "VN": (
            *("vietnam", "viet nam", "vietnamese", "เวียดนาม", "việt nam", "ဗီယက်နမ်", "វៀតណាម"),
            "ຫວຽດນາມ",
        ),
        "unknown": ("don't know", "ไม่ทราบ", "không biết"),
    },
    "scheme": {
        "mou": ("m.o.u.", "เอ็มโอยู"),
        "registration": (
            "registered",
            "มติ ครม.",
            "ตามมติ ครม.",
            "มติ",
            "มติครม",
            "ขึ้นทะเบียน",
            "จดทะเบียน",
            "ລົງທະບຽນ",
        ),
        "border_pass": (
            *("border pass", "section 64", "s.64", "ม.64", "มาตรา 64", "บัตรผ่านแดน", "ชายแดน"),
        ),
        "irregular": ("no documents", "undocumented", "ไม่มีเอกสาร", "ลักลอบ"),
        "other": ("อื่นๆ", "อื่น ๆ", "khác"),
        "unknown": ("don't know", "ไม่ทราบ", "không biết"),
    },
    "item": {
        "service_fee": (
            *("service fee", "agency fee", "placement fee", "recruitment fee", "ค่าบริการ"),
            *("ค่าบริการจัดหางาน", "ค่าหัว", "phí dịch vụ"),
        ),
        "sub_agent_fee": (
            *("sub agent fee", "sub-agent fee", "broker fee", "referral fee", "ค่านายหน้า"),
            *("ပွဲစားခ", "ค่าแนะนำ", "ຄ່ານາຍໜ້າ", "phí môi giới"),
        ),
        "passport": (
            *("identity document", "หนังสือเดินทาง", "พาสปอร์ต", "ပတ်စ်ပို့", "លិខិតឆ្លងដែន"),
            *("ໜັງສືຜ່ານແດນ", "hộ chiếu"),
        ),
        "visa": ("วีซ่า", "ဗီဇာ", "ទិដ្ឋាការ", "ວີຊາ", "thị thực"),
        "work_permit": (
            *("work permit", "ใบอนุญาตทำงาน", "บัตรชมพู", "အလုပ်လုပ်ခွင့်", "លិខិតអនុញ្ញាតការងារ"),
            *("ໃບອະນຸຍາດເຮັດວຽກ", "giấy phép lao động"),
        ),
        "medical_test": (
            *("medical", "medical test", "health check", "ตรวจสุขภาพ", "ตรวจโรค", "ဆေးစစ်"),
            *("ពិនិត្យសុខភាព", "ກວດສຸຂະພາບ", "khám sức khỏe"),
        ),
        "insurance": ("ประกันสุขภาพ", "ประกัน", "အာမခံ", "ធានារ៉ាប់រង", "ປະກັນໄພ", "bảo hiểm"),
        "skills_test": (
            *("skills test", "language test", "ทดสอบฝีมือ", "ทดสอบทักษะ", "kiểm tra tay nghề"),
        ),
        "training": (
            *("orientation", "อบรม", "ค่าอบรม", "သင်တန်း", "បណ្តុះបណ្តាល", "ຝຶກອົບຮົມ", "đào tạo"),
        ),
        "equipment": (
            *("uniform", "ppe", "tools", "ชุดทำงาน", "ยูนิฟอร์ม", "อุปกรณ์", "ကိရိယာ", "ឧបករណ៍"),
            *("ອຸປະກອນ", "đồng phục"),
        ),
        "travel": (
            *("transport", "transportation", "ค่าเดินทาง", "ค่ารถ", "เดินทาง", "ခရီးစရိတ်"),
            *("ធ្វើដំណើរ", "ຄ່າເດີນທາງ", "đi lại"),
        ),
        "lodging": ("accommodation", "ที่พัก", "ค่าที่พัก", "နေထိုင်စရိတ်", "ស្នាក់នៅ", "ທີ່ພັກ", "chỗ ở"),
        "administration": (
            *("documents", "document fee", "contract copy", "ค่าเอกสาร", "ค่าธรรมเนียม"),
            *("ค่าดำเนินการ", "စာရွက်စာတမ်း", "ឯកសារ", "ຄ່າເອກະສານ", "phí hành chính"),
        ),
        "deposit": (
            *("bond", "guarantee", "เงินประกัน", "ค่ามัดจำ", "มัดจำ", "စရံ", "ប្រាក់កក់", "ເງິນມັດຈຳ"),
            "đặt cọc",
        ),
        "bribe": (
            *("tea money", "unofficial payment", "ค่าน้ำชา", "ใต้โต๊ะ", "ส่วย", "လက်ဖက်ရည်ဖိုး"),
            *("លុយក្រោមតុ", "hối lộ"),
        ),
        "document_renewal": (
            *("document renewal", "renewal", "ต่ออายุ", "ค่าต่อเอกสาร", "ต่อวีซ่า", "သက်တမ်းတိုး"),
            "gia hạn",
        ),
        "reporting_90_day": (
            *("90 day", "90-day", "90 days report", "รายงานตัว 90 วัน", "90 วัน", "ရက် 90"),
            "90 ngày",
        ),
        "other": ("others", "อื่นๆ", "อื่น ๆ", "အခြား", "ផ្សេងៗ", "ອື່ນໆ", "khác"),
    },
    "paid_to": {
        "employer": (
            *("company", "factory", "นายจ้าง", "โรงงาน", "အလုပ်ရှင်", "និយោជក", "ນາຍຈ້າງ"),
            "chủ sử dụng lao động",
        ),
        "thai_agency": (
            *("thai agency", "agency in thailand", "บริษัทจัดหางานไทย", "เอเจนซี่ไทย"),
            "บริษัทนำเข้า",
        ),
        "origin_agency": (
            *("origin agency", "sending agency", "บริษัทจัดส่ง", "บริษัทต้นทาง", "เอเจนซี่ต้นทาง"),
        ),
        "sub_agent": (
            *("sub agent", "sub-agent", "broker", "recruiter", "นายหน้า", "สายนายหน้า", "ပွဲစား"),
            *("មេខ្យល់", "ນາຍໜ້າ", "cò", "môi giới"),
        ),
        "official": (
            *("officer", "police", "government", "เจ้าหน้าที่", "ตำรวจ", "ราชการ", "အရာရှိ"),
            *("មន្ត្រី", "ເຈົ້າໜ້າທີ່", "cán bộ"),
        ),
        "family": (
            *(
                "relative",
                "friend",
                "ครอบครัว",
                "ญาติ",
                "เพื่อน",
                "မိသားစု",
                "គ្រួសារ",
                "ຄອບຄົວ",
                "gia đình",
            ),
        ),
        "other": ("อื่นๆ", "อื่น ๆ", "khác"),
        "unknown": ("don't know", "ไม่ทราบ", "không biết"),
    },
    "borne_by": {
        "worker": (
            *("employee", "myself", "แรงงาน", "ลูกจ้าง", "คนงาน", "พนักงาน", "အလုပ်သမား", "កម្មករ"),
            *("ແຮງງານ", "người lao động"),
        ),
        "employer": ("company", "นายจ้าง", "โรงงาน", "บริษัท", "အလုပ်ရှင်", "និយោជក", "ນາຍຈ້າງ"),
        "agency": ("บริษัทจัดหางาน", "เอเจนซี่", "အေဂျင်စီ", "ទីភ្នាក់ងារ"),
        "shared": ("both", "ร่วมกัน", "คนละครึ่ง", "chia sẻ"),
        "unknown": ("don't know", "ไม่ทราบ", "không biết"),
    },
    "receipt": {
        "official": ("receipt", "ใบเสร็จ", "มีใบเสร็จ", "biên lai"),
        "photo": ("picture", "ภาพถ่าย", "รูปถ่าย", "ảnh"),
        "chat": ("message", "line", "facebook", "แชท", "ข้อความ", "tin nhắn"),
        "witness": ("พยาน", "nhân chứng"),
        "none": ("no", "no receipt", "ไม่มี", "không", "không có"),
        "unknown": ("don't know", "ไม่ทราบ", "không biết"),
    },
    "sex": {
        "f": ("female", "woman", "หญิง", "ญ", "မ", "ស្រី", "ຍິງ", "nữ"),
        "m": ("male", "man", "ชาย", "ช", "ကျား", "ប្រុស", "ຊາຍ", "nam"),
        "x": ("other", "อื่นๆ", "khác"),
        "unknown": ("ไม่ระบุ", "không rõ"),
    },
    "status": {
        "current": ("active", "working", "ทำงานอยู่", "ทำงาน", "ปัจจุบัน", "ยังทำงาน", "đang làm"),
        "left": ("resigned", "terminated", "ลาออก", "ออกแล้ว", "พ้นสภาพ", "đã nghỉ"),
    },
    "currency": _CURRENCIES,
    "wage_currency": _CURRENCIES,
}


#: Field -> the codes that the intake takes.
ENUMS: dict[str, type[StrEnum]] = {
    "nationality": Nationality,
    "scheme": Scheme,
    "item": Item,
    "paid_to": Payee,
    "borne_by": Bearer,
    "receipt": Receipt,
    "sex": Sex,
    "status": Status,
    "currency": Currency,
    "wage_currency": Currency,
}


def _turned(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded word -> code; a code is a word for itself."""
    found = {fold(word): code for code, spellings in words.items() for word in spellings}
    return found | {fold(code): code for code in words}


#: Field -> folded word -> code.
CODES: dict[str, dict[str, str]] = {column: _turned(words) for column, words in VALUES.items()}
