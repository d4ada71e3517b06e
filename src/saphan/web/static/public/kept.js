// Answers common questions in a copy of a page.
(() => {
  "use strict";
  const kept = self.saphanKept;
  const { says } = kept;
  const checker = /\/(charge|pay)\//.exec(location.pathname)[1];
  const [read, answer] = checker === "charge" ? [chargeAsked, charge] : [payAsked, pay];
  const first = ["from", "scheme", "when"];
  const div = () => document.createElement("div");
  const note = document.getElementById("kept-note");
  const room = document.querySelector("[data-kept]") || makeRoom();
  room.innerHTML = kept.forms[checker];
  const form = room.querySelector("form");
  const shown = room.appendChild(div());
  shown.setAttribute("role", "status");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(read().filter((pair) => pair[1]));
    try {
      history.replaceState(null, "", `?${asked}`);
    } catch {} // A plain file keeps its address.
    tell(asked);
  });

  function makeRoom() {
    const main = document.getElementById("main");
    const [heading, made] = [main.querySelector("h1"), div()];
    heading.textContent = document.title = says[checker];
    main.textContent = "";
    main.append(heading, note, made);
    return made;
  }

  function tell(asked) {
    const old = new Date().toISOString().slice(0, 10) > kept.until[checker];
    const html = old ? says.missing : answer(asked);
    if (html && note) note.lastElementChild.hidden = true;
    shown.innerHTML = html && html + says.end.replace("{help}", kept.help);
  }

  const field = (name) => form.elements.namedItem(name);
  const value = (name) => field(name).value.trim();
  const optionOf = (list, code) => [...list.options].find((each) => each.value === code);
  const piece = (number) => kept.pieces[number];
  const texts = (numbers) => [...numbers].map(piece).join("");

  function fill(asked) {
    const item = asked.get("item");
    const place = [asked.get("province"), asked.get("place")].filter(Boolean).join("/");
    const own = { place, to: item && asked.get(`${item}-to`) };
    for (const one of form.elements) {
      const text = own[one.name] || asked.get(one.name);
      if (text && (!one.options || optionOf(one, text))) one.value = text;
    }
  }

  function chargeAsked() {
    const item = value("item");
    const said = first.map((name) => [name, value(name)]);
    return [...said, ["item", item], [`${item}-to`, value("to")], ["answer", "1"]];
  }

  const named = (list, code) => optionOf(field(list), code).innerHTML;

  function charge(asked) {
    const { rows, answers: known, items } = kept.charge;
    const key = first.map((name) => asked.get(name)).join(" ");
    const chosen = asked.getAll("item").filter((item) => items.includes(item));
    if (!chosen.length) return "";
    const row = known[rows[key]];
    return row ? chosen.map((item) => thing(asked, row, item)).join("") : says.missing;
  }

  function thing(asked, row, item) {
    const { items, payees, parts } = kept.charge;
    const to = ["", "-2", "-3"].map((more) => asked.get(`${item}${more}-to`));
    const paid = to.filter((one) => payees.includes(one));
    const bases = new Set();
    let [html, end] = [`<section class="thing"><h2>${named("item", item)}</h2>`, ""];
    for (const one of paid.length ? paid : ["unknown"]) {
      const at = items.indexOf(item) * payees.length + payees.indexOf(one);
      const [said, fee, rules] = parts[row[at]];
      rules.forEach((rule) => bases.add(rule));
      html += `<p class="paid">${named("to", one)}</p><ul class="three">${texts(said)}</ul>`;
      end = piece(fee);
    }
    if (bases.size) end += `<details><summary>${says.rules}</summary><ul>${texts(bases)}</ul></details>`;
    return html + end + "</section>";
  }

  function payAsked() {
    const [province, place] = value("place").split("/");
    const [days, paid] = [value("days"), value("paid")];
    const known = { work: "ordinary", basis: "daily", reckoned: "before_deductions" };
    return Object.entries({ province, place, ...known, days, paid });
  }

  function pay(asked) {
    const get = (name) => asked.get(name) || "";
    if (!get("province")) return "";
    const wage = kept.pay[`${get("province")}/${get("place")}`] || kept.pay[get("province")];
    if (!Array.isArray(wage) || !/^(ordinary)?$/.test(get("work"))) return says.missing;
    const [days, paid] = [number(get("days")), number(get("paid"))];
    if (days !== days || paid !== paid) return says.wrong;
    const box = div();
    box.innerHTML = piece(wage[0]);
    const sum = box.querySelector("[data-kept-sum]");
    const all = get("reckoned") === "before_deductions" ? paid : null;
    if (wage[1] !== null && days !== null) sum.innerHTML = counted(days, wage[1], all);
    const known = /^(province|place|work|basis|days|paid|reckoned|step)$/;
    const whole = [...asked.keys()].every((name) => known.test(name));
    return (whole ? "" : says.missing) + box.innerHTML;
  }

  function counted(days, wage, paid) {
    const due = Math.round((days * wage) / 100);
    const row = (label, text) => `<div><dt>${label}</dt><dd>${text}</dd></div>`;
    const least = (amount) => says.least.replace("{amount}", baht(amount));
    const html = `<dl>${row(says.due, least(due))}`;
    if (paid === null) return `${html}</dl>`;
    const more = html + row(says.was, baht(paid));
    if (paid >= due) return `${says.open}${more}</dl>`;
    const badge = says.stop.replace("{amount}", baht(due - paid));
    return `${badge}${more}${row(says.short, least(due - paid))}</dl>`;
  }

  function number(text) {
    const western = text.replace(/[๐-๙໐-໙၀-၉០-៩]/g, (digit) => digit.charCodeAt(0) & 15);
    if (!western) return null;
    return /^\d{1,8}(\.\d{1,2})?$/.test(western) ? Math.round(Number(western) * 100) : NaN;
  }

  function baht(satang) {
    const { thousands, point, digits, unit } = kept.figures;
    const whole = String(Math.floor(satang / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
    const text = whole + point + String(satang % 100).padStart(2, "0") + unit;
    return text.replace(/\d/g, (digit) => digits[digit]);
  }

  const begun = new URLSearchParams(location.search);
  fill(begun);
  tell(begun);
})();
