"""Headings that spreadsheets of the corridors use for the canonical columns.

They only suggest: a person confirms every mapping before a file is read with it. Matching is by
``fold``.
"""

from __future__ import annotations

from saphan.domain.text import fold

HEADINGS: dict[str, tuple[str, ...]] = {
    "interview_code": (
        *("interview code", "interview no", "interview number", "interview id"),
        *("questionnaire no", "รหัสสัมภาษณ์", "รหัสการสัมภาษณ์", "เลขที่สัมภาษณ์", "แบบสอบถามเลขที่"),
        *("အင်တာဗျူးကုဒ်", "លេខកូដសម្ភាសន៍", "ລະຫັດສຳພາດ", "mã phỏng vấn"),
    ),
    "worker_code": (
        *("worker code", "worker id", "worker no", "employee id", "employee no"),
        *("employee code", "staff id", "รหัสพนักงาน", "รหัสแรงงาน", "รหัสคนงาน", "รหัสลูกจ้าง"),
        *("เลขประจำตัวพนักงาน", "အလုပ်သမားကုဒ်", "ဝန်ထမ်းကုဒ်", "លេខកូដកម្មករ", "លេខសម្គាល់កម្មករ"),
        *("ລະຫັດແຮງງານ", "ລະຫັດພະນັກງານ", "mã lao động", "mã công nhân", "mã nhân viên"),
    ),
    "site": (
        *("site", "factory", "plant", "workplace", "โรงงาน", "สถานที่ทำงาน", "สถานประกอบการ"),
        *("ไซต์งาน", "စက်ရုံ", "រោងចក្រ", "ໂຮງງານ", "nhà máy", "nơi làm việc"),
    ),
    "nationality": (
        *("nationality", "country", "country of origin", "สัญชาติ", "ประเทศต้นทาง", "နိုင်ငံသား"),
        *("သဇාති", "សញ្ជាតិ", "ສັນຊາດ", "quốc tịch"),
    ),
    "agent": (
        *("agent", "agency", "recruitment agency", "recruiter", "broker", "บริษัทจัดหางาน"),
        *("นายหน้า", "ตัวแทน", "เอเจนซี่", "เอเย่นต์", "บริษัทนำเข้า", "အေဂျင်စီ", "ပွဲစား", "ភ្នាក់ងារ"),
        *("ទីភ្នាក់ងារ", "បริษัทจัดหา", "ບໍລິສັດຈັດຫາງານ", "ນາຍໜ້າ", "công ty môi giới", "môi giới"),
        "đại lý",
    ),
    "scheme": (
        *("scheme", "channel", "entry channel", "type of entry", "ช่องทาง", "ช่องทางการเข้ามา"),
        *("ประเภทการเข้าเมือง", "ประเภทการนำเข้า", "ประเภทแรงงาน", "လမ်းကြောင်း", "ច្រក", "ຊ່ອງທາງ"),
        *("kênh", "hình thức"),
    ),
    "arrival_month": (
        *("arrival month", "arrival", "arrival date", "date of arrival", "entry date"),
        *("start date", "เดือนที่มาถึง", "วันที่มาถึง", "วันที่เข้ามา", "เดือนที่เข้า", "วันเริ่มงาน"),
        *("วันที่เริ่มงาน", "วันที่เดินทางเข้า", "ရောက်ရှိလ", "ရောက်သည့်ရက်", "ခែមកដល់", "ខែមកដល់", "ថ្ងៃមកដល់"),
        *("ເດືອນທີ່ມາຮອດ", "ວັນທີ່ມາຮອດ", "tháng đến", "ngày đến"),
    ),
    "first_month_wage": (
        *("first month wage", "first wage", "first salary", "wage", "salary", "ค่าจ้างเดือนแรก"),
        *("เงินเดือนเดือนแรก", "ค่าจ้าง", "เงินเดือน", "ပထမလလစာ", "လစာ", "ប្រាក់ខែដំបូង", "ប្រាក់ខែ"),
        *("ເງິນເດືອນເດືອນທຳອິດ", "ເງິນເດືອນ", "lương tháng đầu", "lương"),
    ),
    "wage_currency": ("wage currency", "สกุลเงินค่าจ้าง", "สกุลเงินเดือน", "loại tiền lương"),
    "sex": ("sex", "gender", "เพศ", "ကျား/မ", "လိင်", "ភេទ", "ເພດ", "giới tính"),
    "_index": ("_index",),
    "_parent_index": ("_parent_index",),
    "item": (
        *("item", "fee item", "fee type", "type of fee", "cost item", "paid for", "รายการ"),
        *("รายการค่าใช้จ่าย", "ประเภทค่าใช้จ่าย", "အမျိုးအစား", "ប្រភេទចំណាយ", "មុខចំណាយ", "ລາຍການ"),
        *("khoản mục", "khoản phí"),
    ),
    "amount": (
        *("amount", "amount paid", "paid amount", "cost", "total", "จำนวนเงิน", "ยอดเงิน"),
        *("จำนวนเงินที่จ่าย", "ค่าใช้จ่าย", "ပမာဏ", "ငွေပမာဏ", "ចំនួនទឹកប្រាក់", "ទឹកប្រាក់", "ຈຳນວນເງິນ"),
        "số tiền",
    ),
    "amount_min": ("amount min", "minimum", "lowest", "จำนวนต่ำสุด", "ต่ำสุด", "thấp nhất"),
    "amount_max": ("amount max", "maximum", "highest", "จำนวนสูงสุด", "สูงสุด", "cao nhất"),
    "currency": (*("currency", "สกุลเงิน", "ငွေကြေး", "រូបិយប័ណ្ណ", "ສະກຸນເງິນ", "loại tiền", "tiền tệ"),),
    "paid_on": (
        *("paid on", "date paid", "payment date", "date of payment", "วันที่จ่าย", "วันจ่าย"),
        *("เดือนที่จ่าย", "ပေးသည့်ရက်", "ថ្ងៃបង់", "ວັນທີຈ່າຍ", "ngày trả", "ngày thanh toán"),
    ),
    "paid_to": (
        *("paid to", "payee", "recipient", "จ่ายให้", "จ่ายให้ใคร", "ผู้รับเงิน", "ဘယ်သူ့ကိုပေး", "បង់ទៅ"),
        *("ຈ່າຍໃຫ້", "trả cho", "người nhận"),
    ),
    "borne_by": (
        *("borne by", "paid by", "who paid", "ผู้รับภาระ", "ใครจ่าย", "ผู้จ่าย", "အကုန်အကျခံသူ"),
        *("អ្នកបង់", "ຜູ້ຈ່າຍ", "người chịu", "người trả"),
    ),
    "receipt": (
        *("receipt", "proof", "evidence", "ใบเสร็จ", "หลักฐาน", "ပြေစာ", "បង្កាន់ដៃ", "ໃບບິນ"),
        "biên lai",
    ),
    "refunded": (
        *("refunded", "refund", "reimbursed", "คืนเงินแล้ว", "เงินที่ได้คืน", "ได้รับคืน", "ပြန်ရငွေ"),
        *("បានសងវិញ", "ໄດ້ຄືນ", "đã hoàn", "hoàn lại"),
    ),
    "status": (
        *("status", "employment status", "สถานะ", "အခြေအနေ", "ស្ថានភាព", "ສະຖານະ"),
        "tình trạng",
    ),
    "left_on": (
        *("left on", "leaving date", "date left", "last day", "วันที่ออก", "วันลาออก"),
        *("วันที่ลาออก", "ထွက်သည့်ရက်", "ថ្ងៃចាកចេញ", "ວັນທີອອກ", "ngày nghỉ việc"),
    ),
    "date": ("date", "day", "วันที่", "ရက်စွဲ", "កាលបរិច្ឆេទ", "ວັນທີ", "ngày"),
    "thb_per_unit": ("thb per unit", "rate", "exchange rate", "อัตราแลกเปลี่ยน", "อัตรา", "tỷ giá"),
    "source": ("source", "แหล่งที่มา", "ที่มา", "အရင်းအမြစ်", "ប្រភព", "ແຫຼ່ງທີ່ມາ", "nguồn"),
}

#: Folded heading -> field; the first field that claims a heading keeps it.
FIELDS: dict[str, str] = {
    fold(word): column
    for column, words in reversed(HEADINGS.items())
    for word in (*words, column, column.replace("_", " ").strip())
}
