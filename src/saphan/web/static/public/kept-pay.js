// Is my pay right? The questions, and the answer in words.
(() => {
  "use strict";
  const kept = self.saphanKept;
  const { pay: law, says, exact, parse, western, fixed, digits } = kept;
  const { claim, wages, numbers } = kept.count;
  const { dayOf, read, parts3, monthDays } = kept.days;
  const { told } = law;
  const { of, plus, times, less, same } = exact;
  const { ZERO, ONE, sum, whole } = numbers;

  // What was asked ---------------------------------------------------------------------------

  function stintOf(asked, faults) {
    const get = (name) => western((asked.get(name) || "").slice(0, 40));
    const count = (name) => {
      try {
        return parse(get(name));
      } catch (why) {
        faults.push([name, why]);
        return null;
      }
    };
    const yes = (name) => ({ yes: true, no: false })[get(name)];
    const known = yesOrNull(yes);
    const basis = /^(daily|hourly|monthly|piece)$/.test(get("basis")) ? get("basis") : "";
    const stint = {
      period: periodOf(get, faults),
      asBasis: basis,
      basis: basis || "daily",
      rate: basis === "piece" ? null : count("rate"),
      days: count("days"),
      hours: count("hours"),
      overtime: count("ot"),
      holidays: holidaysOf(count, known, yes("off")),
      paid: { total: count("paid"), overtime: count("paid_ot"), holidays: count("paid_off"), before: get("reckoned") === "before_deductions" },
      deductions: deductionsOf(asked, count, yes("cut")),
    };
    if (!faults.length && stint.period) problems(stint, faults);
    return stint;
  }

  const yesOrNull = (yes) => (name) => (yes(name) === undefined ? null : yes(name));

  function holidaysOf(count, known, off) {
    const found = [["rest", "rest_day"], ["hol", "public_holiday"]].map(([name, holiday]) => ({
      name, holiday, hours: count(name), beyond: count(`${name}_ot`), paid: known(`${name}_paid`),
    }));
    const worked = found.filter((one) => one.hours || one.beyond);
    // In the order in which the claim counts them.
    if (worked.length) return worked.sort((a, b) => (a.holiday < b.holiday ? -1 : 1));
    return off === false ? [] : null;
  }

  function deductionsOf(asked, count, cut) {
    const took = law.taken.filter((one) => asked.getAll("took").includes(one));
    return took.length ? took.map((one) => count(`a_${one}`)) : cut === false ? [] : null;
  }

  function periodOf(get, faults) {
    const before = faults.length;
    const [first, last] = ["1", "2"].map((which) => partOf(get, which, faults));
    if (faults.length > before) return null;
    if (!first) {
      if (!last) return null;
      if (!last.day) return { first: last.first, last: last.last };
      faults.push(["d1", "first_day"]);
      return null;
    }
    if (!last && first.day) {
      faults.push(["d2", "period_open"]);
      return null;
    }
    return { first: first.first, last: (last || first).last };
  }

  function partOf(get, which, faults) {
    const [day, month, year] = ["d", "m", "y"].map((name) => get(name + which));
    if (!day && !month && !year) return null;
    const blame = (name, code) => (faults.push([name + which, code]), null);
    if (!month) return blame("m", "no_month");
    if (year.length < 3) return blame("y", "ambiguous_year");
    if (!/^\d{3,4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^(\d{1,2})?$/.test(day)) return blame("d", "not_a_date");
    const common = year >= 2400 ? year - 543 : +year;
    if (common < 1900 || common > 2200 || month < 1 || month > 12) return blame("d", "not_a_date");
    const longest = monthDays(common, +month);
    if (day && (+day < 1 || +day > longest)) return blame("d", "not_a_date");
    return { day: +day, first: dayOf(common, +month, +day || 1), last: dayOf(common, +month, +day || longest) };
  }

  function problems(stint, faults) {
    const { first, last } = stint.period;
    const days = last - first + 1;
    const most = (value, limit) => value && less(whole(limit), value);
    if (last < first) faults.push(["d1", "period_reversed"]);
    else if (days > 3660) faults.push(["d1", "period_too_long"]);
    else if (most(stint.days, days)) faults.push(["days", "more_than_the_days"]);
    const { paid, holidays, deductions } = stint;
    const numbers = {
      rate: stint.rate, paid: paid.total, paid_ot: paid.overtime, paid_off: paid.holidays,
      days: stint.days, hours: stint.hours, ot: stint.overtime,
    };
    for (const one of holidays || []) Object.assign(numbers, { [one.name]: one.hours, [`${one.name}_ot`]: one.beyond });
    for (const name of Object.keys(numbers)) if (most(numbers[name], 10000000)) faults.push([name, "absurd"]);
    if (stint.hours && (!stint.hours.n || most(stint.hours, 24))) faults.push(["hours", "not_hours_of_a_day"]);
    const off = sum((holidays || []).flatMap((one) => [one.hours || ZERO, one.beyond || ZERO]));
    const normal = times(stint.days || ZERO, stint.hours || ZERO);
    const hours = sum([stint.overtime || ZERO, normal, off]);
    if (last >= first && most(hours, 24 * days)) faults.push(["ot", "more_than_the_hours"]);
    const apart = plus(paid.overtime || ZERO, paid.holidays || ZERO);
    const added = paid.before ? ZERO : sum((deductions || []).map((one) => one || ZERO));
    if (paid.total && less(plus(paid.total, added), apart)) faults.push(["paid", "parts_above_total"]);
  }

  // The answer in words ------------------------------------------------------------------------

  const fill = (text, name, value) => text.replace(`{${name}}`, () => value);
  const baht = (minor) => digits(`${fixed(of(minor, 100n), 2)}\u00a0${kept.figures.unit}`);
  const badge = (tone, words) => fill(says.badges[tone], "words", words);

  function dated(form, day) {
    const [year, month, at] = parts3(day);
    const values = { day: at, month: told.months[month - 1], year, buddhist: year + 543 };
    return digits(form.replace(/\{(\w+)\}/g, (_, name) => values[name]));
  }

  function daysOf({ first, last }) {
    const [year, month, at] = parts3(first);
    if (at === 1 && last === dayOf(year, month + 1, 1) - 1) {
      const text = dated(told.month, first);
      return text[0].toUpperCase() + text.slice(1);
    }
    const [begin, end] = [dated(told.day, first), dated(told.day, last)];
    return first === last ? begin : `${begin} – ${end}`;
  }

  function decimal(value, inBaht) {
    let places = 100n % value.d ? 4 : 2;
    if (value.d === 1n) places = 0;
    else if (places === 2 && !inBaht && !(10n % value.d)) places = 1;
    return fixed(value, places);
  }

  function amountSaid([value, unit]) {
    if (unit === "times") {
      const part = value.n > 0n && less(value, ONE);
      return digits(part ? `${decimal(times(value, whole(100)), false)}%` : decimal(value, false));
    }
    const [many, one] = told.units[unit];
    const text = digits(decimal(value, unit.startsWith("baht")));
    return fill(same(value, ONE) ? one : many, "number", text);
  }

  function formula({ sign, parts, value, unit }) {
    const said = parts.map(amountSaid);
    const text = sign === "greatest" ? fill(told.extremes[sign], "amounts", said.join(" · ")) : said.join(told.signs[sign]);
    return `${text} ${10000n % value.d ? "≈" : "="} ${amountSaid([value, unit])}`;
  }

  function lineSaid(line, period, numberOf) {
    const [due, was, short] = told.facts;
    const least = (minor) => (line.exact || line.amount === null ? baht(minor) : fill(told.least, "amount", baht(minor)));
    const facts = [];
    if (line.amount !== null) facts.push([due, least(line.amount)]);
    if (line.was !== null) facts.push([was, baht(line.was)]);
    if (line.short) facts.push([short, least(line.short)]);
    const unknown = ["unknown", line.rule.since ? fill(told.since, "day", line.rule.since) : told.line];
    const [tone, words] = told.badges[line.verdict] || unknown;
    const shown = line.steps.filter((one) => one.sign !== "greatest" || !same(one.value, one.parts[0][0])).map(formula);
    const rules = [...new Set([line.rule, ...line.also].map(numberOf))];
    const links = rules.map((at, first) => `<a href="#rule-${at}">${first ? "" : `${told.rule} `}${at}</a>`).join(", ");
    const when = line.first === period.first && line.last === period.last ? "" : `<p class="quiet-text">${daysOf(line)}</p>`;
    return `<section class="card pay-line"><h3>${told.heads[`${line.kind} ${line.subject}`.trim()]}</h3>${when}
<p>${badge(tone, words)}</p>${shown.length ? `<p class="sum">${shown.map((text) => `<span>${text}</span>`).join(" ")}</p>` : ""}<dl>${facts
      .map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`)
      .join("")}</dl><p>${told.reasons[line.code]} ${links}</p></section>`;
  }

  // Deductions and social security are not counted here: nothing is called right as a whole.
  function firstSaid(lines) {
    const short = lines.reduce((all, line) => all + (line.short || 0n), 0n);
    if (short) return badge("stop", fill(told.down, "amount", baht(short)));
    const right = lines.some((line) => line.verdict === "permitted");
    return badge("unknown", told.unknown) + (right ? `</p><p>${told.right}` : "");
  }

  const AGAIN = ["paid", "paid_ot", "paid_off", "days", "ot", "off", "rest", "rest_ot", "hol", "hol_ot"];

  function partLinks(asked, parts) {
    if (parts.length < 2) return "";
    const links = parts.map((part) => {
      const pairs = new URLSearchParams(asked);
      for (const name of [...pairs.keys()]) if (AGAIN.includes(name) || /^(to|a_|c_)/.test(name)) pairs.delete(name);
      ["1", "2"].forEach((which) => {
        const [year, month, day] = parts3(which === "1" ? part.first : part.last);
        for (const [name, value] of [["d", day], ["m", month], ["y", year]]) pairs.set(name + which, value);
      });
      return `<li><a href="?${pairs.toString().replace(/&/g, "&amp;")}">${daysOf(part)}</a></li>`;
    });
    return `<div class="banner ask"><p>${told.changed}</p><ul>${links.join("")}</ul></div>`;
  }

  function answer(asked) {
    if (![...asked.keys()].some((name) => name !== "step" && name !== "kept")) return "";
    const faults = [];
    const stint = stintOf(asked, faults);
    if (faults.length) return faults.map(([name, code]) => [name, told.faults[code]]);
    if (!stint.period) return `<div class="pay-answer"><p>${badge("unknown", told.unknown)}</p><p>${told.no_days}</p></div>`;
    if (stint.period.first < read(law.from) || stint.period.last > read(law.to)) return says.missing;
    const known = (code) => (wages.has(code) ? code : "");
    const province = known(asked.get("province") || "");
    const place = known(`${province}/${asked.get("place")}`) || province;
    const kind = law.works.includes(asked.get("work")) ? asked.get("work") : "";
    return counted(asked, stint, { place, ...(law.sectors.includes(kind) ? { sector: kind } : { work: kind }) });
  }

  function counted(asked, stint, where) {
    const { lines, assumed, parts } = claim(stint, where);
    const pieces = [];
    const numberOf = ({ piece }) => {
      if (!pieces.includes(piece)) pieces.push(piece);
      return pieces.indexOf(piece) + 1;
    };
    const shown = lines.map((line) => lineSaid(line, stint.period, numberOf)).join("");
    const bases = pieces.map((number, at) => kept.pieces[number].replace("<li>", `<li id="rule-${at + 1}">`));
    return `<p class="quiet-text">${daysOf(stint.period)}</p><div class="pay-answer"><p>${firstSaid(lines)}</p></div>
${partLinks(asked, parts)}<h2>${told.lines}</h2><div class="pay-lines">${shown}</div><h2>${told.how}</h2>
<ul class="pay-list">${assumed.map((text) => `<li>${text}</li>`).join("")}</ul>
<h2>${says.rules}</h2><div class="pay-bases"><ol>${bases.join("")}</ol></div>`;
  }

  // The form -----------------------------------------------------------------------------------

  function fillIn(form, asked) {
    const where = ["province", "place"].map((name) => asked.get(name)).filter(Boolean).join("/");
    for (const one of form.elements) {
      const text = one.name === "where" ? where : asked.get(one.name);
      if (!one.name || !text) continue;
      if (one.type === "radio") one.checked = one.value === text;
      else if (!one.options || [...one.options].some((each) => each.value === text)) one.value = text;
    }
  }

  function readForm(form) {
    const pairs = [...new FormData(form)].map(([name, text]) => [name, text.trim()]);
    const [province, place] = form.elements.where.value.split("/");
    const rest = pairs.filter(([name]) => name !== "where");
    const took = form.elements.a_other.value.trim() ? [["took", "other"]] : [];
    return [["province", province], ["place", place], ...rest, ...took];
  }

  kept.start({ fill: fillIn, read: readForm, answer });
})();
