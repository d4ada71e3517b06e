// What pay should have come to, as saphan.domain.pay counts it: fractions are exact, each line is
// rounded once. A test asks both the same questions.
(() => {
  "use strict";
  const kept = self.saphanKept;
  const { pay: law, exact } = kept;
  const { told } = law;
  const { dayOf, read, parts3, monthDays } = kept.days;
  const { of, from, plus, minus, times, over, less, same, round } = exact;
  const wages = new Map(Object.entries(law.wages));
  const [ZERO, ONE] = [of(0n), of(1n)];
  const min = (values) => values.reduce((a, b) => (less(b, a) ? b : a));
  const max = (values) => values.reduce((a, b) => (less(a, b) ? b : a));
  const sum = (values) => values.reduce(plus, ZERO);
  const satang = (baht) => round(baht, 100n);
  const whole = (number) => of(BigInt(number));

  // Days ----------------------------------------------------------------------------------------

  const length = (period) => period.last - period.first + 1;

  // The same day of a later month; a month that is too short gives the day after its last.
  function later(day, months) {
    const [year, month, at] = parts3(day);
    return at > monthDays(year, month + months) ? dayOf(year, month + months + 1, 1) : dayOf(year, month + months, at);
  }

  function wholeMonths(period) {
    const end = period.last + 1;
    const [[a, b], [c, d]] = [parts3(period.first), parts3(end)];
    let months = (c - a) * 12 + d - b;
    while (later(period.first, months) > end) months -= 1;
    return [months, end - later(period.first, months)];
  }

  // The rules ---------------------------------------------------------------------------------

  function rulesFor({ place, sector, work, period }) {
    const wage = wages.get(sector ? `${place} ${sector}` : place);
    const strand = (topic) => {
      if (topic === "minimum_wage") return wage === undefined ? wages.get(place) : wage;
      if (topic === "day_hours") return law.topics[work === "hazardous" ? work : "ordinary"];
      return law.topics[topic];
    };
    const feared = law.exceptions.includes(work);
    function parts(topic, { first, last } = period) {
      const spans = law.strands[strand(topic)];
      const found = spans.map(([begins, number, others], at) => {
        const [value, code, piece, since] = law.provisions[number];
        const next = spans[at + 1];
        const doubt = feared && (value !== null || code === "rule_changed");
        return {
          first: Math.max(first, read(begins)),
          last: Math.min(last, next ? read(next[0]) - 1 : read(law.to)),
          value: value === null || doubt ? null : from(value),
          code: doubt ? "work_exception" : code,
          piece, since, others,
        };
      });
      return found.filter((one) => one.first <= one.last);
    }
    function steady(topic, days) {
      const found = parts(topic, days);
      const unknown = found.find((one) => !one.value);
      if (unknown) return unknown;
      const changed = found.some((one) => !same(one.value, found[0].value));
      return changed ? { ...found[0], value: null, code: "changed_within" } : found[0];
    }
    return { parts, steady, wages: parts("minimum_wage") };
  }

  // Arithmetic that can be shown ----------------------------------------------------------------

  const step = (sign, unit, parts, value) => ({ sign, parts, value, unit });
  const product = (unit, ...parts) => step("product", unit, parts, parts.map((p) => p[0]).reduce(times));
  const quotient = (unit, ...parts) => step("quotient", unit, parts, parts.map((p) => p[0]).reduce(over));
  const difference = (unit, ...parts) => step("difference", unit, parts, parts.map((p) => p[0]).reduce(minus));
  const greatest = (unit, ...parts) => step("greatest", unit, parts, max(parts.map((p) => p[0])));
  const result = (made) => [made.value, made.unit];
  const [BAHT, DAY, HOUR, MONTH] = ["baht", "baht_a_day", "baht_an_hour", "baht_a_month"];

  // What normal work should have brought --------------------------------------------------------

  function dayIn(stint, rules) {
    const limit = rules.steady("day_hours");
    const known = stint.hours && limit.value;
    const share = known ? min([ONE, over(stint.hours, limit.value)]) : ONE;
    const above = known ? max([ZERO, minus(stint.hours, limit.value)]) : ZERO;
    return { hours: stint.hours, limit, share, over: above.n > 0n && above };
  }

  function agreedDay({ rate, basis, hours }, rules) {
    if (!rate) return null;
    if (basis === "daily") return { value: rate, steps: [], also: [] };
    const month = rules.steady("month_days");
    let made = null;
    if (basis === "hourly" && hours) made = product(DAY, [rate, HOUR], [hours, "hours_a_day"]);
    if (basis === "monthly" && month.value) made = quotient(DAY, [rate, MONTH], [month.value, "days_a_month"]);
    return made && { value: made.value, steps: [made], also: basis === "monthly" ? [month] : [] };
  }

  function* wageDues(stint, rules, day) {
    const agreed = agreedDay(stint, rules);
    const [rule, why] = notCountable(stint, rules, day);
    if (why) {
      yield due("minimum_wage", stint.period, rule, { code: why });
      return;
    }
    for (const share of shares(stint, rules, day, agreed)) {
      yield leastFor(share, day);
      yield* above(rules, share, day, agreed);
    }
  }

  const due = (kind, { first, last }, rule, more) => ({
    kind, first, last, rule, subject: "", steps: [], exact: false, code: "", also: [], ...more,
  });
  const amountOf = ({ steps }) => (steps.length ? steps[steps.length - 1].value : null);

  function notCountable(stint, rules, day) {
    const month = rules.steady("month_days");
    if (stint.basis === "monthly" && !month.value) return [month, month.code];
    if (stint.basis !== "monthly" && !stint.days) return [rules.wages[0], "days_unknown"];
    if (!day.hours) return [rules.wages[0], /hourly|piece/.test(stint.basis) ? "hours_unknown" : ""];
    return [day.limit, day.limit.value ? "" : day.limit.code];
  }

  function shares(stint, rules, day, agreed) {
    const parts = rules.wages;
    if (stint.basis === "monthly") {
      const [months, rest] = wholeMonths(stint.period);
      const thirtieths = plus(times(whole(months), rules.steady("month_days").value), whole(rest));
      const each = over(thirtieths, whole(length(stint.period)));
      return parts.map((rule) => ({ rule, units: [times(each, whole(length(rule))), "thirtieths_of_a_month"], code: "" }));
    }
    const wage = agreed ? agreed.value : ZERO;
    const worth = parts.map((part) => (part.value ? max([wage, times(part.value, day.share)]) : of(-1n)));
    const known = parts.filter((part) => part.value);
    const steady = !known.length || (known.length === parts.length && known.every((part) => same(part.value, known[0].value)));
    const sure = steady || !stint.days.n || same(stint.days, whole(length(stint.period)));
    const placed = spread(stint.days, parts, worth);
    return parts.map((rule, at) => ({ rule, units: [placed[at], "days"], code: sure ? "" : "days_of_each_rate" }));
  }

  // Days put where they are worth the least.
  function spread(total, parts, worth) {
    let left = total;
    const order = parts.map((_, at) => at).sort((a, b) => (less(worth[a], worth[b]) ? -1 : less(worth[b], worth[a]) ? 1 : a - b));
    const placed = [];
    for (const at of order) {
      placed[at] = min([left, whole(length(parts[at]))]);
      left = minus(left, placed[at]);
    }
    return placed;
  }

  function leastFor({ rule, units, code }, day) {
    if (!rule.value) return due("minimum_wage", rule, rule, { code: rule.code });
    const rate = [rule.value, DAY];
    let [steps, also] = [[product(BAHT, units, rate)], []];
    if (less(day.share, ONE)) {
      const hour = quotient(HOUR, rate, [day.limit.value, "hours_a_day"]);
      steps = [hour, product(BAHT, units, [day.hours, "hours_a_day"], result(hour))];
      also = [day.limit];
      code = "part_day";
    }
    return due("minimum_wage", rule, rule, { steps, also, code, exact: !code });
  }

  function* above(rules, { rule, units, code }, day, agreed) {
    if (!agreed) return;
    const floor = [times(rule.value || ZERO, day.share), DAY];
    const more = difference(DAY, [agreed.value, DAY], floor);
    if (more.value.n <= 0n) return;
    const paid = rules.steady("wages_paid", rule);
    const steps = [...agreed.steps, more, product(BAHT, units, result(more))];
    const known = { steps, code, exact: !code, also: agreed.also };
    yield due("agreed_wage", rule, paid, paid.value ? known : { code: paid.code });
  }

  // What work beyond the normal day should have brought -------------------------------------------

  function leastHour(minimum, day) {
    if (!minimum.value || !day.limit.value) return null;
    const made = quotient(HOUR, [minimum.value, DAY], [day.limit.value, "hours_a_day"]);
    return { value: made.value, steps: [made], also: [minimum, day.limit] };
  }

  function agreedHour({ rate, basis }, rules, day) {
    if (!rate || basis === "piece") return null;
    if (basis === "hourly") return { value: rate, steps: [], also: [] };
    if (!day.hours) return null;
    const hours = [day.hours, "hours_a_day"];
    if (basis === "daily") {
      const made = quotient(HOUR, [rate, DAY], hours);
      return { value: made.value, steps: [made], also: [] };
    }
    const month = rules.steady("month_days");
    if (!month.value) return null;
    const made = quotient(HOUR, [rate, MONTH], [month.value, "days_a_month"], hours);
    return { value: made.value, steps: [made], also: [month] };
  }

  function hourOf(stint, rules, minimum, day) {
    const found = [agreedHour(stint, rules, day), leastHour(minimum, day)].filter(Boolean);
    if (!found.length) return null;
    const best = found.reduce((a, b) => (less(a.value, b.value) ? b : a));
    const partDay = minimum.value && day.hours && less(day.share, ONE) && less(times(best.value, day.hours), minimum.value);
    const doubts = [
      stint.basis === "piece" && "piece_rate",
      !stint.rate && stint.basis !== "piece" && "rate_unknown",
      !day.hours && "hours_a_day_unknown",
      day.over && "above_day_limit",
      !minimum.value && "minimum_unknown",
      !day.limit.value && "day_limit_unknown",
      partDay && "part_day",
    ];
    return { ...best, code: doubts.find(Boolean) || "" };
  }

  // The lowest worth of an hour, because nobody knows on which side of a change it lies.
  function cheapest(stint, rules, day) {
    const hours = rules.wages.map((part) => hourOf(stint, rules, part, day));
    const at = hours.indexOf(null);
    if (at >= 0) return [null, rules.wages[at].value ? day.limit.code : rules.wages[at].code];
    const lowest = hours.reduce((a, b) => (less(b.value, a.value) || (same(a.value, b.value) && !a.code && b.code) ? b : a));
    const differ = hours.some((hour) => !same(hour.value, hours[0].value));
    return [{ ...lowest, code: lowest.code || (differ ? "hours_of_each_rate" : "") }, ""];
  }

  function timed(made, hours, [hour, why], doubt) {
    if (!made.rule.value) return { ...made, code: made.rule.code };
    if (!hour) return { ...made, code: why };
    const last = product(BAHT, [hours, "hours"], [hour.value, HOUR], [made.rule.value, "times"]);
    const code = doubt || hour.code;
    return { ...made, steps: [...hour.steps, last], exact: !code, code, also: hour.also };
  }

  function* extraDues(stint, rules, day) {
    const hour = cheapest(stint, rules, day);
    yield* overtime(stint, rules, day, hour);
    if (!stint.holidays) {
      yield due("holiday_work", stint.period, rules.steady("holiday_unpaid"), { code: "holiday_hours_unknown" });
    }
    for (const work of stint.holidays || []) {
      yield* onHoliday(stint, rules, day, work, hour);
      yield* beyond(stint, rules, work, hour);
    }
  }

  function* overtime(stint, rules, day, hour) {
    const doubt = !stint.overtime ? "overtime_hours_unknown" : day.over && !stint.days ? "days_unknown" : "";
    const within = day.over ? times(stint.days || ZERO, day.over) : ZERO;
    const hours = plus(stint.overtime || ZERO, within);
    const made = due("overtime", stint.period, rules.steady("overtime"));
    if (hours.n > 0n) {
      const found = timed(made, hours, hour, doubt);
      yield day.over ? lessWage(stint, rules, day, found) : found;
    } else if (doubt) yield { ...made, code: doubt };
  }

  // Overtime within long days, less what the agreed wage already holds for those hours.
  function lessWage(stint, rules, day, made) {
    const [agreed, limit] = [agreedDay(stint, rules), day.limit.value];
    const also = [...made.also, day.limit];
    if (!made.steps.length || !agreed || !stint.days || !stint.days.n) return { ...made, also };
    const least = [min(rules.wages.map((part) => part.value || ZERO)), DAY];
    const wage = [agreed.value, DAY];
    const hour = quotient(HOUR, wage, [day.hours, "hours_a_day"]);
    const normal = product(DAY, result(hour), [limit, "hours_a_day"]);
    const all = greatest(DAY, wage, least);
    const floor = greatest(DAY, result(normal), least);
    const more = difference(DAY, result(all), result(floor));
    const held = product(BAHT, [stint.days, "days"], result(more));
    if (!held.value.n) return { ...made, also };
    const left = difference(BAHT, result(made.steps[made.steps.length - 1]), result(held));
    return { ...made, also, steps: [...made.steps, ...agreed.steps, hour, normal, all, floor, more, held, left] };
  }

  function* onHoliday(stint, rules, day, work, hour) {
    const rule = holidayRate(rules, work);
    const made = due("holiday_work", stint.period, rule, { subject: work.holiday });
    if (!work.hours) yield { ...made, code: "holiday_hours_unknown" };
    else if (work.hours.n > 0n) {
      if (!rule.value && stint.basis !== "monthly") yield ordinary(rules, day, made, work.hours);
      else yield timed(made, work.hours, hour, work.paid === null ? "paid_when_off_unknown" : "");
    }
  }

  function holidayRate(rules, { paid }) {
    const [yes, no] = [rules.steady("holiday_paid"), rules.steady("holiday_unpaid")];
    if (paid !== null) return paid ? yes : no;
    if (!yes.value || !no.value) return yes.value ? no : yes;
    return less(no.value, yes.value) ? no : yes;
  }

  // A holiday on which somebody worked is a day of work: the minimum wage is due at least.
  function ordinary(rules, day, made, hours) {
    const floors = rules.wages.map((part) => leastHour(part, day));
    if (floors.includes(null)) return { ...made, code: made.rule.code };
    const hour = floors.reduce((a, b) => (less(b.value, a.value) ? b : a));
    const last = product(BAHT, [hours, "hours"], [hour.value, HOUR]);
    const [rule, ...others] = hour.also;
    return { ...made, rule, steps: [...hour.steps, last], code: "holiday_rate_unknown", also: [made.rule, ...others] };
  }

  function* beyond(stint, rules, work, hour) {
    const made = due("holiday_overtime", stint.period, rules.steady("holiday_overtime"), { subject: work.holiday });
    if (!work.beyond) yield { ...made, code: "holiday_hours_unknown" };
    else if (work.beyond.n > 0n) yield timed(made, work.beyond, hour, "");
  }

  // What was paid against what is due ----------------------------------------------------------

  function grossOf({ paid, deductions }) {
    if (!paid.total) return [null, "paid_unknown"];
    if (paid.before) return [satang(paid.total), ""];
    if (!deductions) return [null, "deductions_unknown"];
    if (deductions.includes(null)) return [null, "deduction_amount_unknown"];
    return [satang(plus(paid.total, sum(deductions))), ""];
  }

  function settle(stint, dues) {
    const [gross, why] = grossOf(stint);
    const given = [[stint.paid.overtime, ["overtime"]], [stint.paid.holidays, ["holiday_work", "holiday_overtime"]]];
    const apart = given
      .filter(([amount]) => amount)
      .map(([amount, kinds]) => [dues.filter((one) => kinds.includes(one.kind)), satang(amount)])
      .filter(([those]) => those.length);
    const rest = dues.filter((one) => !apart.some(([those]) => those.includes(one)));
    const was = new Map();
    for (const [those, pool] of apart) shareOut(those, pool, was);
    if (gross !== null) shareOut(rest, apart.reduce((left, [, pool]) => left - pool, gross), was);
    return { lines: dues.map((one) => lineOf(one, was.get(one), why)), gross };
  }

  function shareOut(dues, pool, was) {
    if (!pool || dues.length === 1) {
      for (const one of dues) was.set(one, pool);
      return;
    }
    for (const one of dues) {
      const amount = amountOf(one);
      if (!amount) continue;
      const share = satang(amount) < pool ? satang(amount) : pool;
      was.set(one, share);
      pool -= share;
    }
    if (pool && dues.length) was.set(dues[0], (was.get(dues[0]) || 0n) + pool);
  }

  function lineOf(made, was, why) {
    const amount = amountOf(made) && satang(amountOf(made));
    const line = { ...made, amount, was: was === undefined ? null : was, short: null, verdict: "unknown" };
    if (amount === null) return line;
    if (line.was === null) return { ...line, code: why || "paid_unknown" };
    if (line.was < amount) {
      const code = made.exact ? "below" : "below_at_least";
      return { ...line, short: amount - line.was, verdict: "prohibited", code };
    }
    return made.exact ? { ...line, short: 0n, verdict: "permitted", code: "as_due" } : line;
  }

  function assumptionsOf(stint, rules, day, { work, sector }, { lines, gross }) {
    const found = [];
    const { basis } = stint;
    if (basis === "monthly") found.push("days_of_a_month", "month_worked");
    else found.push("holidays_off_left_out");
    if (basis === "daily" && !stint.hours) found.push("full_days");
    if (day.over) found.push("hours_above_limit");
    if (!stint.paid.before && stint.deductions && stint.deductions.length && gross !== null) found.push("deductions_added");
    const kinds = new Set(lines.map((line) => line.kind));
    const apart = stint.paid.overtime && stint.paid.holidays;
    if (gross !== null && kinds.size > 1 && !apart) found.push("paid_in_order");
    if (changes(rules).length > 1) {
      const counted = stint.days && stint.days.n && !same(stint.days, whole(length(stint.period)));
      if (basis !== "monthly" && counted) found.push("days_at_lower_rate");
      if ((stint.overtime && stint.overtime.n) || (stint.holidays || []).length) found.push("hours_at_lower_rate");
    }
    const others = [...new Set(rules.wages.flatMap((part) => part.others))].sort();
    const names = others.map((code) => told.places[code]).join(", ");
    return [
      ...(stint.asBasis ? [] : [told.by_day]),
      told.assumed.rounding,
      ...(work ? [] : [told.assumed.ordinary_work]),
      ...(sector ? [] : [told.assumed.no_sector]),
      ...(names ? [`${told.assumed.whole_province} (${names})`] : []),
      ...found.sort().map((code) => told.assumed[code]),
      told.rest,
    ];
  }

  function changes({ wages }) {
    const found = [];
    for (const { first, last, value } of wages) {
      const before = found[found.length - 1];
      const equal = before && (value && before.value ? same(value, before.value) : value === before.value);
      if (equal) before.last = last;
      else found.push({ first, last, value });
    }
    return found;
  }

  // Every line of a pay period, and what was assumed.
  function claim(stint, { place, sector, work }) {
    const rules = rulesFor({ place, sector, work, period: stint.period });
    const day = dayIn(stint, rules);
    const settled = settle(stint, [...wageDues(stint, rules, day), ...extraDues(stint, rules, day)]);
    const assumed = assumptionsOf(stint, rules, day, { work, sector }, settled);
    return { lines: settled.lines, assumed, parts: changes(rules) };
  }

  const numbers = { ZERO, ONE, sum, whole };
  kept.count = { claim, wages, numbers };
})();
