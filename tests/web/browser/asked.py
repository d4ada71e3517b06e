"""The questions that are put to the server and to a phone without a network.

Of charges: every country, channel, limit and way of writing an amount. Of pay: places with a rate
of their own, every basis, days over a change of the wage, overtime, days off, what is not known.
"""

from __future__ import annotations

_OF_CHARGES = """
from=MM&scheme=mou&when={month}&item=service_fee&service_fee=16500&service_fee-to=origin_agency
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=300000&service_fee-to=origin_agency&service_fee-in=MMK
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=300001&service_fee-to=origin_agency&service_fee-in=MMK
from=MM&scheme=mou&when=2021-05&item=service_fee&service_fee=200,000&service_fee-to=origin_agency&service_fee-in=MMK
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=9000&service_fee-to=origin_agency
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee-to=origin_agency
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=290000&service_fee-in=MMK&service_fee-to=origin_agency&service_fee-2=20000&service_fee-2-in=MMK&service_fee-2-to=sub_agent
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=290000&service_fee-in=MMK&service_fee-to=origin_agency&service_fee-2-to=origin_agency
from=MM&scheme=mou&when=2023-05&item=service_fee&service_fee=310000&service_fee-in=MMK&service_fee-to=origin_agency&service_fee-2-to=origin_agency
from=MM&scheme=mou&when=2023-05&item=passport&passport=250000&passport-in=MMK&passport-to=origin_agency&item=medical_test&medical_test=80000&medical_test-in=MMK&medical_test-to=origin_agency
from=MM&scheme=mou&when=2024-02&item=service_fee&service_fee=1&service_fee-to=origin_agency&service_fee-in=MMK
from=MM&scheme=mou&when=2022&item=service_fee&service_fee=1&service_fee-to=origin_agency&service_fee-in=MMK
from=MM&scheme=mou&when=2016-08&item=visa&visa=2000&visa-to=thai_agency
from=MM&scheme=mou&when=2017-06&item=visa&visa=2000&visa-to=thai_agency
from=MM&scheme=registration&when=unknown&item=document_renewal&document_renewal=900.50&document_renewal-to=official&item=insurance&insurance-to=employer
from=VN&scheme=mou&when={month}&item=service_fee&service_fee=40000&service_fee-to=origin_agency&wage=12000
from=VN&scheme=mou&when={month}&item=service_fee&service_fee=36000&service_fee-to=origin_agency&wage=12000
from=VN&scheme=mou&when={month}&item=service_fee&service_fee=36000&service_fee-to=origin_agency&service_fee-2-to=origin_agency&wage=12000
from=VN&scheme=mou&when={month}&item=service_fee&service_fee=36000&service_fee-to=origin_agency
from=VN&scheme=mou&when={month}&item=service_fee&service_fee=500.5&service_fee-in=VND&service_fee-to=origin_agency&wage=12000
from=VN&scheme=mou&when=2021-12&item=service_fee&service_fee=1500&service_fee-in=USD&service_fee-to=origin_agency
from=KH&scheme=mou&when={month}&item=passport&passport=4,500&passport-to=origin_agency&item=deposit&deposit=10000&deposit-to=thai_agency&item=bribe&bribe-to=official
from=KH&scheme=border_pass&when=2018-03&item=work_permit&work_permit=1000&work_permit-to=employer&item=travel
from=LA&scheme=registration&when=2569-03&item=skills_test&skills_test=๑๒๐๐&skills_test-to=sub_agent&item=training&training-to=unknown
from=LA&scheme=unknown&when=2019&item=lodging&lodging-to=family&item=equipment&equipment=77&equipment-to=other
from=unknown&scheme=unknown&when=unknown&item=other&item=reporting_90_day&reporting_90_day=500&reporting_90_day-to=official&item=administration&administration-to=thai_agency
"""
_OF_PAY = """
province=TH-74&work=ordinary&d1=1&m1=3&y1=2569&d2=31&m2=3&y2=2569&basis=daily&rate=400&paid=9000&reckoned=before_deductions&hours=8&days=24&ot=0&off=no
province=TH-74&work=ordinary&m1=3&y1=2569&basis=daily&rate=420&paid=8000&reckoned=before_deductions&hours=8&days=20&ot=10&off=no
province=TH-10&work=ordinary&d1=16&m1=6&y1=2568&d2=15&m2=7&y2=2025&basis=daily&rate=372&paid=9000&reckoned=before_deductions&hours=8&days=25&ot=14&rest=16
province=TH-10&d1=16&m1=6&y1=2025&d2=15&m2=7&y2=2025&basis=daily&paid=12000&reckoned=before_deductions&days=30&ot=3&rest=8&rest_ot=2&rest_paid=yes
province=TH-10&work=ordinary&d1=1&m1=12&y1=2024&d2=31&m2=1&y2=2025&basis=monthly&rate=10500&paid=20000&reckoned=before_deductions&hours=8&ot=20&off=no
province=TH-10&work=ordinary&d1=31&m1=1&y1=2026&d2=27&m2=2&y2=2026&basis=monthly&rate=15000&paid=15000&reckoned=before_deductions&hours=8&ot=0&off=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=monthly&paid=9000&reckoned=before_deductions
province=TH-10&work=ordinary&m1=2&y1=2026&basis=monthly&rate=12000&paid=12500&reckoned=before_deductions&hours=8&hol=8&hol_paid=yes&rest=8&rest_paid=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=piece&paid=7000&reckoned=before_deductions&hours=8&days=22&ot=5&off=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=piece&paid=7000&reckoned=before_deductions&days=22&ot=5
province=TH-10&work=ordinary&m1=2&y1=2026&basis=hourly&rate=52.5&paid=7000&reckoned=before_deductions&hours=7&days=22&ot=5&off=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=hourly&rate=40&paid=7000&reckoned=before_deductions&days=22
province=TH-10&work=ordinary&m1=2&y1=2026&basis=daily&rate=500&paid=7000&reckoned=before_deductions&hours=10&days=20&ot=4&off=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=daily&rate=410&paid=7000&reckoned=before_deductions&hours=12&days=20&ot=0&off=no
province=TH-10&work=ordinary&m1=2&y1=2026&basis=monthly&rate=15000&paid=15000&reckoned=before_deductions&hours=9.5&days=20&off=no
province=TH-10&work=hazardous&m1=2&y1=2026&basis=daily&rate=450&paid=7000&reckoned=before_deductions&hours=8&days=15&ot=2&off=no
province=TH-63&work=agriculture&m1=2&y1=2026&basis=daily&rate=300&paid=7000&reckoned=before_deductions&hours=8&days=15&ot=2&rest=4
province=TH-63&work=domestic&m1=2&y1=2026&basis=monthly&rate=9000&paid=9000&reckoned=before_deductions&hours=8
province=TH-20&m1=2&y1=2026&basis=daily&rate=350&paid=7000&reckoned=before_deductions&hours=8&days=20&ot=1&off=no
province=TH-20&place=pattaya-city&work=hotel-4-star-50&d1=10&m1=4&y1=2024&d2=20&m2=4&y2=2024&basis=daily&paid=3000&reckoned=before_deductions&hours=8&days=10&ot=0&off=no
province=TH-84&place=ko-samui&work=ordinary&m1=1&y1=2025&basis=daily&paid=3000&reckoned=before_deductions&hours=8&days=10&ot=0&off=no
province=TH-84&place=other&work=hotel-type-2-4&m1=7&y1=2025&basis=daily&paid=3000&reckoned=before_deductions&hours=4&days=10&ot=0&off=no
province=TH-10&work=entertainment&m1=7&y1=2568&basis=daily&paid=3000&reckoned=before_deductions&hours=6&days=10&ot=2.5&rest=3&hol_ot=2
province=TH-50&m1=6&y1=2025&basis=daily&rate=345.67&paid=3000.25&reckoned=before_deductions&hours=7.3&days=11.5&ot=0.33&off=no
province=TH-50&place=mueang&d1=28&m1=6&y1=2025&d2=3&m2=7&y2=2025&basis=daily&paid=900&reckoned=before_deductions&hours=8&days=0&ot=0&off=no
province=TH-11&work=ordinary&d1=1&m1=12&y1=2023&d2=31&m2=1&y2=2024&basis=daily&paid=9000&reckoned=before_deductions&hours=8&days=40&ot=3&off=no
province=TH-11&work=ordinary&m1=5&y1=2020&basis=daily&paid=9000&reckoned=before_deductions&hours=8&days=20&ot=3&off=no
province=TH-11&m1=1&y1=2026&basis=daily&paid=0&reckoned=before_deductions&days=20
province=TH-11&m1=1&y1=2026&paid=12000&reckoned=before_deductions&paid_ot=800&paid_off=500&days=20&hours=8&ot=12&rest=8
province=TH-11&m1=1&y1=2026&basis=daily&paid=8000&days=20&hours=8&ot=0&off=no
province=TH-11&m1=1&y1=2026&basis=daily&paid=7000&days=20&hours=8&ot=0&off=no&took=other&a_other=700
province=TH-11&m1=1&y1=2026&basis=daily&days=20&hours=8&ot=0&off=no
province=TH-11&m1=1&y1=2026&basis=daily&rate=380&paid=7600&reckoned=before_deductions&hours=8&ot=0&off=no
m1=1&y1=2026&basis=daily&rate=380&paid=7600&reckoned=before_deductions&hours=8&days=20&ot=0&off=no
province=TH-74&days=5&paid=1200&reckoned=before_deductions
province=TH-11&m1=1&y1=2026&basis=daily&rate=1.500&paid=၁၂၀၀ဝ&days=32&hours=25&ot=x
province=TH-11&d1=31&m1=2&y1=2026&d2=1&m2=3&y2=2026&days=3
province=TH-11&d1=3&m1=2&y1=2026&d2=1&m2=1&y2=2026&days=3
province=TH-11&d1=3&y1=2026&d2=1&m2=1&y2=26&days=3
province=TH-11&d1=3&m1=2&y1=2026&days=3&rest=900&paid=100&paid_ot=200
"""


def charges(month: str) -> list[str]:
    """The questions about charges; ``month`` is this one."""
    return _OF_CHARGES.format(month=month).split()


def pays() -> list[str]:
    """The questions about pay."""
    return _OF_PAY.split()
