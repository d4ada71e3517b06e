"""Words that spreadsheets of the corridors use for the canonical columns and codes.

They only suggest: a person confirms every mapping before a file is read with it. Matching is by
``fold``; a longer spelling wins over a shorter one inside the same heading.
"""

from __future__ import annotations

from saphan.domain.money import Currency
from saphan.domain.text import fold
from saphan.domain.text.numbers import CURRENCY_WORDS

HEADINGS: dict[str, tuple[str, ...]] = {
    "interview_code": (
        *("interview code", "interview no", "interview number", "interview id", "questionnaire no"),
        *("รหัสสัมภาษณ์", "รหัสการสัมภาษณ์", "เลขที่สัมภาษณ์", "แบบสอบถามเลขที่", "အင်တာဗျူးကုဒ်"),
        *("លេខកូដសម្ភាសន៍", "ລະຫັດສຳພາດ", "mã phỏng vấn"),
    ),
    "worker_code": (
        *("worker code", "worker id", "worker no", "employee id", "employee no", "employee code"),
        *("staff id", "รหัสพนักงาน", "รหัสแรงงาน", "รหัสคนงาน", "รหัสลูกจ้าง", "เลขประจำตัวพนักงาน"),
        *("အလုပ်သမားကုဒ်", "ဝန်ထမ်းကုဒ်", "លេខកូដកម្មករ", "លេខសម្គាល់កម្មករ", "ລະຫັດແຮງງານ", "ລະຫັດພະນັກງານ"),
        *("mã lao động", "mã công nhân", "mã nhân viên"),
    ),
    "site": (
        *("site", "factory", "plant", "workplace", "โรงงาน", "สถานที่ทำงาน", "สถานประกอบการ", "ไซต์งาน"),
        *("စက်ရုံ", "រោងចក្រ", "ໂຮງງານ", "nhà máy", "nơi làm việc"),
    ),
    "nationality": (
        *("nationality", "country", "country of origin", "สัญชาติ", "ประเทศต้นทาง", "နိုင်ငံသား"),
        *("သဇාති", "សញ្ជាតិ", "ສັນຊາດ", "quốc tịch"),
    ),
    "agent": (
        *("agent", "agency", "recruitment agency", "recruiter", "broker", "บริษัทจัดหางาน", "นายหน้า"),
        *("ตัวแทน", "เอเจนซี่", "เอเย่นต์", "บริษัทนำเข้า", "အေဂျင်စီ", "ပွဲစား", "ភ្នាក់ងារ", "ទីភ្នាក់ងារ"),
        *("បริษัทจัดหา", "ບໍລິສັດຈັດຫາງານ", "ນາຍໜ້າ", "công ty môi giới", "môi giới", "đại lý"),
    ),
    "scheme": (
        *("scheme", "channel", "entry channel", "type of entry", "ช่องทาง", "ช่องทางการเข้ามา", "ประเภทการเข้าเมือง"),
        *("ประเภทการนำเข้า", "ประเภทแรงงาน", "လမ်းကြောင်း", "ច្រក", "ຊ່ອງທາງ", "kênh", "hình thức"),
    ),
    "arrival_month": (
        *("arrival month", "arrival", "arrival date", "date of arrival", "entry date", "start date"),
        *("เดือนที่มาถึง", "วันที่มาถึง", "วันที่เข้ามา", "เดือนที่เข้า", "วันเริ่มงาน", "วันที่เริ่มงาน", "วันที่เดินทางเข้า"),
        *("ရောက်ရှိလ", "ရောက်သည့်ရက်", "ခែមកដល់", "ខែមកដល់", "ថ្ងៃមកដល់", "ເດືອນທີ່ມາຮອດ", "ວັນທີ່ມາຮອດ"),
        *("tháng đến", "ngày đến"),
    ),
    "first_month_wage": (
        *("first month wage", "first wage", "first salary", "wage", "salary", "ค่าจ้างเดือนแรก", "เงินเดือนเดือนแรก"),
        *("ค่าจ้าง", "เงินเดือน", "ပထမလလစာ", "လစာ", "ប្រាក់ខែដំបូង", "ប្រាក់ខែ", "ເງິນເດືອນເດືອນທຳອິດ", "ເງິນເດືອນ"),
        *("lương tháng đầu", "lương"),
    ),
    "wage_currency": ("wage currency", "สกุลเงินค่าจ้าง", "สกุลเงินเดือน", "loại tiền lương"),
    "sex": ("sex", "gender", "เพศ", "ကျား/မ", "လိင်", "ភេទ", "ເພດ", "giới tính"),
    "_index": ("_index",),
    "_parent_index": ("_parent_index",),
    "item": (
        *("item", "fee item", "fee type", "type of fee", "cost item", "paid for", "รายการ", "รายการค่าใช้จ่าย"),
        *("ประเภทค่าใช้จ่าย", "အမျိုးအစား", "ប្រភេទចំណាយ", "មុខចំណាយ", "ລາຍການ", "khoản mục", "khoản phí"),
    ),
    "amount": (
        *("amount", "amount paid", "paid amount", "cost", "total", "จำนวนเงิน", "ยอดเงิน", "จำนวนเงินที่จ่าย", "ค่าใช้จ่าย"),
        *("ပမာဏ", "ငွေပမာဏ", "ចំនួនទឹកប្រាក់", "ទឹកប្រាក់", "ຈຳນວນເງິນ", "số tiền"),
    ),
    "amount_min": ("amount min", "minimum", "lowest", "จำนวนต่ำสุด", "ต่ำสุด", "thấp nhất"),
    "amount_max": ("amount max", "maximum", "highest", "จำนวนสูงสุด", "สูงสุด", "cao nhất"),
    "currency": ("currency", "สกุลเงิน", "ငွေကြေး", "រូបិយប័ណ្ណ", "ສະກຸນເງິນ", "loại tiền", "tiền tệ"),
    "paid_on": (
        *("paid on", "date paid", "payment date", "date of payment", "วันที่จ่าย", "วันจ่าย", "เดือนที่จ่าย"),
        *("ပေးသည့်ရက်", "ថ្ងៃបង់", "ວັນທີຈ່າຍ", "ngày trả", "ngày thanh toán"),
    ),
    "paid_to": (
        *("paid to", "payee", "recipient", "จ่ายให้", "จ่ายให้ใคร", "ผู้รับเงิน", "ဘယ်သူ့ကိုပေး", "បង់ទៅ", "ຈ່າຍໃຫ້"),
        *("trả cho", "người nhận"),
    ),
    "borne_by": (
        *("borne by", "paid by", "who paid", "ผู้รับภาระ", "ใครจ่าย", "ผู้จ่าย", "အကုန်အကျခံသူ", "អ្នកបង់", "ຜູ້ຈ່າຍ"),
        *("người chịu", "người trả"),
    ),
    "receipt": ("receipt", "proof", "evidence", "ใบเสร็จ", "หลักฐาน", "ပြေစာ", "បង្កាន់ដៃ", "ໃບບິນ", "biên lai"),
    "refunded": (
        *("refunded", "refund", "reimbursed", "คืนเงินแล้ว", "เงินที่ได้คืน", "ได้รับคืน", "ပြန်ရငွေ", "បានសងវិញ", "ໄດ້ຄືນ"),
        *("đã hoàn", "hoàn lại"),
    ),
    "status": ("status", "employment status", "สถานะ", "အခြေအနေ", "ស្ថានភាព", "ສະຖານະ", "tình trạng"),
    "left_on": (
        *("left on", "leaving date", "date left", "last day", "วันที่ออก", "วันลาออก", "วันที่ลาออก", "ထွက်သည့်ရက်"),
        *("ថ្ងៃចាកចេញ", "ວັນທີອອກ", "ngày nghỉ việc"),
    ),
    "date": ("date", "day", "วันที่", "ရက်စွဲ", "កាលបរិច្ឆេទ", "ວັນທີ", "ngày"),
    "thb_per_unit": ("thb per unit", "rate", "exchange rate", "อัตราแลกเปลี่ยน", "อัตรา", "tỷ giá"),
    "source": ("source", "แหล่งที่มา", "ที่มา", "အရင်းအမြစ်", "ប្រភព", "ແຫຼ່ງທີ່ມາ", "nguồn"),
}

_CURRENCIES = {
    currency.value: (currency.value, *words) for currency, words in CURRENCY_WORDS.items()
}

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "nationality": {
        "KH": (
            *("cambodia", "cambodian", "khmer", "กัมพูชา", "เขมร", "កម្ពុជា", "ខ្មែរ", "ကမ္ဘောဒီးယား"),
            *("ກຳປູເຈຍ", "ກໍາປູເຈຍ", "campuchia"),
        ),
        "LA": ("laos", "lao", "lao pdr", "laotian", "ลาว", "ລາວ", "ឡាវ", "လာအို", "lào"),
        "MM": (
            *("myanmar", "burma", "burmese", "พม่า", "เมียนมา", "เมียนมาร์", "မြန်မာ", "មីយ៉ាន់ម៉ា", "ភូមា"),
            *("ມຽນມາ", "ພະມ້າ", "myanma", "miến điện"),
        ),
        "VN": (
            *("vietnam", "viet nam", "vietnamese", "เวียดนาม", "việt nam", "ဗီယက်နမ်", "វៀតណាម", "ຫວຽດນາມ"),
        ),
    },
    "scheme": {
        "mou": ("mou", "m.o.u.", "เอ็มโอยู"),
        "registration": ("registration", "registered", "มติ ครม.", "มติครม", "ขึ้นทะเบียน", "จดทะเบียน", "ລົງທະບຽນ"),
        "border_pass": ("border pass", "section 64", "s.64", "ม.64", "มาตรา 64", "บัตรผ่านแดน", "ชายแดน"),
        "irregular": ("irregular", "no documents", "undocumented", "ไม่มีเอกสาร", "ลักลอบ"),
        "other": ("other", "อื่นๆ", "อื่น ๆ", "khác"),
        "unknown": ("unknown", "don't know", "ไม่ทราบ", "không biết"),
    },
    "item": {
        "service_fee": ("service fee", "agency fee", "placement fee", "recruitment fee", "ค่าบริการ", "ค่าบริการจัดหางาน", "ค่าหัว", "phí dịch vụ"),
        "sub_agent_fee": ("sub agent fee", "sub-agent fee", "broker fee", "referral fee", "ค่านายหน้า", "ပွဲစားခ", "ค่าแนะนำ", "ຄ່ານາຍໜ້າ", "phí môi giới"),
        "passport": ("passport", "identity document", "หนังสือเดินทาง", "พาสปอร์ต", "ပတ်စ်ပို့", "လိုင်စင် ပတ်စပို့", "លិខិតឆ្លងដែន", "ໜັງສືຜ່ານແດນ", "hộ chiếu"),
        "visa": ("visa", "วีซ่า", "ဗီဇာ", "ទិដ្ឋាការ", "ວີຊາ", "thị thực"),
        "work_permit": ("work permit", "ใบอนุญาตทำงาน", "บัตรชมพู", "အလုပ်လုပ်ခွင့်", "លិខិតអនុញ្ញាតការងារ", "ໃບອະນຸຍາດເຮັດວຽກ", "giấy phép lao động"),
        "medical_test": ("medical", "medical test", "health check", "ตรวจสุขภาพ", "ตรวจโรค", "ဆေးစစ်", "ពិនិត្យសុខភាព", "ກວດສຸຂະພາບ", "khám sức khỏe"),
        "insurance": ("insurance", "ประกันสุขภาพ", "ประกัน", "အာမခံ", "ធានារ៉ាប់រង", "ປະກັນໄພ", "bảo hiểm"),
        "skills_test": ("skills test", "language test", "ทดสอบฝีมือ", "ทดสอบทักษะ", "kiểm tra tay nghề"),
        "training": ("training", "orientation", "อบรม", "ค่าอบรม", "သင်တန်း", "បណ្តុះបណ្តាល", "ຝຶກອົບຮົມ", "đào tạo"),
        "equipment": ("equipment", "uniform", "ppe", "tools", "ชุดทำงาน", "ยูนิฟอร์ม", "อุปกรณ์", "ကိရိယာ", "ឧបករណ៍", "ອຸປະກອນ", "đồng phục"),
        "travel": ("travel", "transport", "transportation", "ค่าเดินทาง", "ค่ารถ", "เดินทาง", "ခရီးစရိတ်", "ធ្វើដំណើរ", "ຄ່າເດີນທາງ", "đi lại"),
        "lodging": ("lodging", "accommodation", "ที่พัก", "ค่าที่พัก", "နေထိုင်စရိတ်", "ស្នាក់នៅ", "ທີ່ພັກ", "chỗ ở"),
        "administration": ("administration", "documents", "document fee", "contract copy", "ค่าเอกสาร", "ค่าธรรมเนียม", "ค่าดำเนินการ", "စာရွက်စာတမ်း", "ឯកសារ", "ຄ່າເອກະສານ", "phí hành chính"),
        "deposit": ("deposit", "bond", "guarantee", "เงินประกัน", "ค่ามัดจำ", "มัดจำ", "စရံ", "ប្រាក់កក់", "ເງິນມັດຈຳ", "đặt cọc"),
        "bribe": ("bribe", "tea money", "unofficial payment", "ค่าน้ำชา", "ใต้โต๊ะ", "ส่วย", "လက်ဖက်ရည်ဖိုး", "သူပုန်ကြေး", "លុយក្រោមតុ", "hối lộ"),
        "document_renewal": ("document renewal", "renewal", "ต่ออายุ", "ค่าต่อเอกสาร", "ต่อวีซ่า", "သက်တမ်းတိုး", "gia hạn"),
        "reporting_90_day": ("90 day", "90-day", "90 days report", "รายงานตัว 90 วัน", "90 วัน", "ရက် 90", "90 ngày"),
        "other": ("other", "others", "อื่นๆ", "อื่น ๆ", "အခြား", "ផ្សេងៗ", "ອື່ນໆ", "khác"),
    },
    "paid_to": {
        "employer": ("employer", "company", "factory", "นายจ้าง", "โรงงาน", "အလုပ်ရှင်", "និយោជក", "ນາຍຈ້າງ", "chủ sử dụng lao động"),
        "thai_agency": ("thai agency", "agency in thailand", "บริษัทจัดหางานไทย", "เอเจนซี่ไทย", "บริษัทนำเข้า"),
        "origin_agency": ("origin agency", "sending agency", "บริษัทจัดส่ง", "บริษัทต้นทาง", "เอเจนซี่ต้นทาง"),
        "sub_agent": ("sub agent", "sub-agent", "broker", "recruiter", "นายหน้า", "สายนายหน้า", "ပွဲစား", "មេខ្យល់", "ນາຍໜ້າ", "cò", "môi giới"),
        "official": ("official", "officer", "police", "government", "เจ้าหน้าที่", "ตำรวจ", "ราชการ", "အရာရှိ", "មន្ត្រី", "ເຈົ້າໜ້າທີ່", "cán bộ"),
        "family": ("family", "relative", "friend", "ครอบครัว", "ญาติ", "မိသားစု", "គ្រួសារ", "ຄອບຄົວ", "gia đình"),
        "other": ("other", "อื่นๆ", "อื่น ๆ", "khác"),
        "unknown": ("unknown", "don't know", "ไม่ทราบ", "không biết"),
    },
    "borne_by": {
        "worker": ("worker", "employee", "myself", "แรงงาน", "ลูกจ้าง", "คนงาน", "พนักงาน", "အလုပ်သမား", "កម្មករ", "ແຮງງານ", "người lao động"),
        "employer": ("employer", "company", "นายจ้าง", "โรงงาน", "บริษัท", "အလုပ်ရှင်", "និយោជក", "ນາຍຈ້າງ"),
        "agency": ("agency", "บริษัทจัดหางาน", "เอเจนซี่", "အေဂျင်စီ", "ទីភ្នាក់ងារ"),
        "shared": ("shared", "both", "ร่วมกัน", "คนละครึ่ง", "chia sẻ"),
        "unknown": ("unknown", "don't know", "ไม่ทราบ", "không biết"),
    },
    "receipt": {
        "official": ("official", "receipt", "ใบเสร็จ", "มีใบเสร็จ", "biên lai"),
        "photo": ("photo", "picture", "ภาพถ่าย", "รูปถ่าย", "ảnh"),
        "chat": ("chat", "message", "line", "facebook", "แชท", "ข้อความ", "tin nhắn"),
        "witness": ("witness", "พยาน", "nhân chứng"),
        "none": ("none", "no", "no receipt", "ไม่มี", "không", "không có"),
        "unknown": ("unknown", "don't know", "ไม่ทราบ", "không biết"),
    },
    "sex": {
        "f": ("f", "female", "woman", "หญิง", "ญ", "မ", "ស្រី", "ຍິງ", "nữ"),
        "m": ("m", "male", "man", "ชาย", "ช", "ကျား", "ប្រុស", "ຊາຍ", "nam"),
        "x": ("x", "other", "อื่นๆ", "khác"),
        "unknown": ("unknown", "ไม่ระบุ", "không rõ"),
    },
    "status": {
        "current": ("current", "active", "working", "ทำงานอยู่", "ปัจจุบัน", "ยังทำงาน", "đang làm"),
        "left": ("left", "resigned", "terminated", "ลาออก", "ออกแล้ว", "พ้นสภาพ", "đã nghỉ"),
    },
    "currency": _CURRENCIES,
    "wage_currency": _CURRENCIES,
}


def _turned(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded word -> code; a code is a word for itself."""
    found = {fold(word): code for code, spellings in words.items() for word in spellings}
    return found | {fold(code): code for code in words}


#: Field -> folded word -> code.
CODES: dict[str, dict[str, str]] = {column: _turned(words) for column, words in VALUES.items()}
#: Folded heading -> field; the first field that claims a heading keeps it.
FIELDS: dict[str, str] = {
    fold(word): field for field, words in reversed(HEADINGS.items()) for word in (*words, field)
}

__all__ = ["CODES", "FIELDS", "HEADINGS", "VALUES", "Currency"]
