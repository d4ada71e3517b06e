// Is this charge legal? The answer of the page, without a network.
(() => {
  "use strict";
  const kept = self.saphanKept;
  const { charge: law, says, exact, parse, fixed, western } = kept;
  const { plus, times, less, of } = exact;
  const piece = (number) => kept.pieces[number];
  const name = (item, at) => (at ? `${item}-${at + 1}` : item);
  const currencies = Object.keys(law.money);
  const numbers = [...Array(law.most).keys()];

  // What was asked ----------------------------------------------------------------------------

  function amountOf(text, most, faults, field) {
    try {
      const found = parse(text.length > 40 ? "?" : text);
      if (found && 100n % found.d) throw "unreadable";
      if (found && less(of(BigInt(most)), found)) throw "absurd";
      return found;
    } catch (why) {
      faults.push([field, law.faults[why === "absurd" ? why : "unreadable"]]);
      return null;
    }
  }

  function linesOf(asked, item, faults) {
    const get = (field) => (asked.get(field) || "").trim();
    const given = numbers.filter((at) => get(name(item, at)) || get(`${name(item, at)}-to`));
    if (!given.length) return [{ item, to: "unknown", amount: null, currency: "THB" }];
    return given.map((at) => {
      const field = name(item, at);
      const currency = currencies.includes(get(`${field}-in`)) ? get(`${field}-in`) : "THB";
      const before = faults.length;
      const amount = amountOf(get(field), law.absurd[currency], faults, field);
      const to = law.payees.includes(get(`${field}-to`)) ? get(`${field}-to`) : "";
      if (!to && faults.length === before) faults.push([`${field}-to`, law.faults.nobody]);
      return { item, to: to || "unknown", amount, currency };
    });
  }

  // The year or month as the rows name it; empty when it lies outside of them.
  function timeOf(text) {
    if (text === "unknown") return text;
    const [whole, written, month] = /^(\d{4})(?:-(\d{1,2}))?$/.exec(western(text)) || [];
    const now = new Date().getFullYear();
    const year = whole && written - (written > now + 271 ? 543 : 0);
    if (!whole || year < law.years[0] || year > law.years[1]) return "";
    if (month && !(month > 0 && month < 13)) return "";
    return month ? `${year}-${month.padStart(2, "0")}` : `${year}`;
  }

  function rowAt(asked) {
    const row = law.times[`${asked.get("from")} ${asked.get("scheme")}`];
    const when = timeOf((asked.get("when") || "").trim());
    if (!row || !when) return null;
    if (when === "unknown") return law.rows[row.unknown];
    const list = when.length > 4 ? row.months : row.years;
    let found = null;
    for (let at = 0; at < list.length && list[at] <= when; at += 2) found = list[at + 1];
    return law.rows[found];
  }

  // Limits ------------------------------------------------------------------------------------

  // The rule and text of each verdict. A limit holds for the sum of all payments under it.
  function judge(lines, wage) {
    const under = new Map();
    for (const line of lines) {
      line.said.forEach((said, at) => {
        line.told[at] = said;
        if (said.length > 2) under.set(said[0], [...(under.get(said[0]) || []), [line, at]]);
      });
    }
    for (const [number, those] of under) limited(law.limits[number], those, wage);
  }

  function limited([first, second], those, wage) {
    const [currency, months] = typeof second === "string" ? [second] : ["THB", true];
    const limit = months ? wage && times(wage, of(BigInt(first), BigInt(second))) : of(BigInt(first), 100n);
    const known = those.filter(([line]) => line.amount);
    const comparable = limit && known.every(([line]) => line.currency === currency);
    const total = known.reduce((sum, [line]) => plus(sum, line.amount), of(0n));
    const above = Boolean(known.length && comparable && less(limit, total));
    const all = known.length === those.length;
    for (const [line, at] of those) {
      const [, open, ...pairs] = line.said[at];
      const stays = line.amount && (all || !comparable || open);
      const which = above ? 0 : !stays ? 2 : comparable ? 1 : 3;
      line.told[at] = pairs.slice(2 * which, 2 * which + 2);
    }
  }

  // The answer --------------------------------------------------------------------------------

  function answer(asked) {
    const chosen = law.items.filter((item) => asked.getAll("item").includes(item));
    if (!asked.get("from") || !asked.get("scheme") || !asked.get("when")) return "";
    if (!chosen.length) return asked.has("answer") ? [["item", law.faults.item]] : "";
    const row = rowAt(asked);
    if (!row) return says.missing;
    const faults = [];
    const wage = amountOf(asked.get("wage") || "", law.absurd.THB, faults, "wage");
    if (faults.length && !chosen.includes("service_fee")) faults.pop();
    const lines = chosen.flatMap((item) => linesOf(asked, item, faults));
    if (faults.length) return faults;
    for (const line of lines) {
      const at = law.items.indexOf(line.item);
      const [fee, ...blocks] = [...row].reverse().map((list) => law.lists[list][at]);
      const to = law.payees.indexOf(line.to);
      const said = blocks.reverse().map((block) => law.said[law.blocks[block][to]]);
      Object.assign(line, { fee, said, told: [] });
    }
    judge(lines, wage);
    return chosen.map((item) => thing(item, lines.filter((line) => line.item === item))).join("");
  }

  function thing(item, lines) {
    const [fee, rules] = law.fees[lines[0].fee];
    const bases = new Set(rules);
    let html = `<section class="thing"><h2>${law.names.item[item]}</h2>`;
    for (const line of lines) {
      const to = line.to === "unknown" ? "" : ` · ${law.names.to[line.to]}`;
      for (const [rule] of line.told) bases.add(rule);
      html += `<p class="paid"><b>${shown(line)}</b>${to}</p>`;
      html += `<ul class="three">${line.told.map(([, text]) => piece(text)).join("")}</ul>`;
    }
    bases.delete(-1);
    const list = [...bases].map(piece).join("");
    const source = `<details><summary>${says.rules}</summary><ul>${list}</ul></details>`;
    return `${html}${piece(fee)}${list && source}</section>`;
  }

  function shown({ amount, currency }) {
    if (!amount) return law.unknown;
    const [unit, places] = law.money[currency];
    return `${fixed(amount, amount.d === 1n ? 0 : places)}\u00a0${unit}`;
  }

  // The form ----------------------------------------------------------------------------------

  // One more payment for an item, with the names that the page gives it.
  function add(box, values = ["", "", ""]) {
    const item = box.querySelector("input").value;
    const at = box.querySelectorAll("[data-payment]").length;
    const made = box.closest("form").querySelector("template").content.cloneNode(true);
    ["", "-in", "-to"].forEach((end, which) => {
      const control = made.querySelectorAll("input, select")[which];
      control.id = control.name = name(item, at) + end;
      made.querySelectorAll("label")[which].htmlFor = control.id;
      if (values[which]) control.value = values[which];
    });
    const more = made.querySelector("button");
    more.hidden = at + 1 >= law.most;
    more.addEventListener("click", () => {
      more.hidden = true;
      add(box).focus();
    });
    box.append(made);
    return box.querySelector(`[name="${name(item, at)}"]`);
  }

  function tapped(form) {
    for (const box of form.querySelectorAll("[data-item]")) {
      const on = box.querySelector("input").checked;
      if (on && !box.querySelector("[data-payment]")) add(box);
      for (const one of box.querySelectorAll("[data-payment]")) one.hidden = !on;
    }
    const fee = form.querySelector('[value="service_fee"]').checked;
    form.querySelector("[data-wage]").hidden = !fee || form.elements.from.value !== "VN";
  }

  function fill(form, asked) {
    const set = (control, text) => {
      const fits = [...(control.options || [])].some((each) => each.value === text);
      if (text && (fits || !control.options)) control.value = text;
    };
    for (const field of ["from", "scheme", "wage"]) set(form.elements[field], asked.get(field));
    const [year, month] = timeOf(asked.get("when") || "").split("-");
    set(form.elements.year, year);
    if (year) form.elements.month.value = month || "";
    for (const box of form.querySelectorAll("[data-item]")) {
      const item = box.querySelector("input");
      item.checked = asked.getAll("item").includes(item.value);
      for (const at of item.checked ? numbers : []) {
        const values = ["", "-in", "-to"].map((end) => asked.get(name(item.value, at) + end));
        if (values.some(Boolean)) add(box, values);
      }
    }
    form.addEventListener("change", () => tapped(form));
    tapped(form);
  }

  function read(form) {
    const value = (field) => (form.elements[field] ? form.elements[field].value.trim() : "");
    const [year, month] = [value("year"), value("month")];
    const when = year !== "unknown" && month ? `${year}-${month}` : year;
    const items = [...form.querySelectorAll("[data-item] > label > input:checked")].map((one) => one.value);
    const paid = items.flatMap((item) => numbers.flatMap((at) => paymentOf(value, name(item, at))));
    const wage = form.querySelector("[data-wage]").hidden ? "" : value("wage");
    const first = [["from", value("from")], ["scheme", value("scheme")], ["when", when]];
    return [...first, ...items.map((item) => ["item", item]), ...paid, ["wage", wage], ["answer", "1"]];
  }

  function paymentOf(value, field) {
    const currency = value(field) && value(`${field}-in`) !== "THB" ? value(`${field}-in`) : "";
    return [[field, value(field)], [`${field}-to`, value(`${field}-to`)], [`${field}-in`, currency]];
  }

  kept.start({ fill, read, answer });
})();
