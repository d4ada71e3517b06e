// Asks a short form in a copy of a page and shows what a checker answers; reads and writes numbers.
(() => {
  "use strict";
  const kept = self.saphanKept;
  const { says, figures } = kept;

  // Fractions of whole numbers, exact.
  const of = (n, d = 1n) => {
    let [a, b] = [n < 0n ? -n : n, d];
    while (b) [a, b] = [b, a % b];
    return a ? { n: n / a, d: d / a } : { n: 0n, d: 1n };
  };
  const from = (text) => of(...String(text).split("/").map(BigInt));
  const plus = (a, b) => of(a.n * b.d + b.n * a.d, a.d * b.d);
  const minus = (a, b) => plus(a, { n: -b.n, d: b.d });
  const times = (a, b) => of(a.n * b.n, a.d * b.d);
  const over = (a, b) => (b.n < 0n ? of(-a.n * b.d, a.d * -b.n) : of(a.n * b.d, a.d * b.n));
  const less = (a, b) => a.n * b.d < b.n * a.d;
  const same = (a, b) => a.n === b.n && a.d === b.d;
  // Times a scale, rounded to the whole, halves away from zero.
  const round = (a, scale = 1n) => {
    const above = a.n * scale;
    const near = (2n * (above < 0n ? -above : above) + a.d) / (2n * a.d);
    return above < 0n ? -near : near;
  };

  // Digits of the scripts as western ones; a Burmese wa among digits is a zero.
  function western(text) {
    return text
      .normalize("NFC")
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/[၀-၉ဝ]+(?:[,.][၀-၉ဝ]+)*(?![\u102b-\u103e])/g, (run) =>
        /[၀-၉]/.test(run) ? run.replace(/ဝ/g, "၀") : run
      )
      .replace(/[๐-๙໐-໙၀-၉႐-႙០-៩０-９]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/\s+/g, " ")
      .trim();
  }

  // A number as the pages read it, null for none; throws the code of what is wrong.
  function parse(given) {
    const text = western(given).replace(/\u2019/g, "'");
    if (!text || /^[-\u2010-\u2015\u2212]+$/.test(text)) return null;
    if (text.length > 40 || !/^[\d.,' ]+$/.test(text)) throw "not_a_number";
    const mark = decimalMark(text);
    const at = mark ? text.indexOf(mark) : text.length;
    const [whole, part] = [text.slice(0, at), text.slice(at + 1)];
    if (/\D/.test(part) || !(whole || part)) throw "not_a_number";
    return of(BigInt((whole && ungrouped(whole, mark)) + part || 0), 10n ** BigInt(part.length));
  }

  function decimalMark(text) {
    const marks = text.replace(/[^.,]/g, "");
    const mark = marks.slice(-1);
    if (/\..*,|,.*\./.test(marks)) return mark;
    if (marks.length !== 1) return "";
    const [whole, part] = text.split(mark);
    if (/[ ']/.test(whole)) return mark;
    const group = part.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
    if (mark === "." && !group) return mark;
    if (mark === "," && group) return "";
    throw "ambiguous_number";
  }

  function ungrouped(whole, mark) {
    if (/^\d+$/.test(whole)) return whole;
    for (const one of [",", ".", " ", "'"].filter((each) => each !== mark)) {
      const [first, ...groups] = whole.split(one);
      const whole3 = /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
      if (groups.length && whole3) return first + groups.join("");
    }
    throw /^\d+([,.]\d+)+$/.test(whole) ? "ambiguous_number" : "not_a_number";
  }

  // A number with so many decimals as the language writes it.
  function fixed(value, places) {
    const scaled = round(value, 10n ** BigInt(places));
    const text = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0");
    const at = text.length - places;
    const whole = text.slice(0, at).replace(/\B(?=(\d{3})+$)/g, figures.thousands);
    return (scaled < 0n ? "-" : "") + whole + (places ? figures.point + text.slice(at) : "");
  }
  const digits = (text) => text.replace(/\d/g, (digit) => figures.digits[digit]);

  // Days, as numbers of days since 1970.
  const dayOf = (year, month, day) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, day);
    return Math.round(at.getTime() / 86400000);
  };
  const read = (iso) => dayOf(...iso.split("-").map(Number));
  const parts3 = (day) => {
    const at = new Date(day * 86400000);
    return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  };
  const monthDays = (year, month) => dayOf(year, month + 1, 1) - dayOf(year, month, 1);

  // The form --------------------------------------------------------------------------------

  // A checker fills and reads the form, and answers with HTML or with what is wrong.
  function start({ fill, read, answer }) {
    const div = () => document.createElement("div");
    const note = document.getElementById("kept-note");
    const room = document.querySelector("[data-kept]") || makeRoom();
    room.innerHTML = kept.form;
    const form = room.querySelector("form");
    const shown = room.appendChild(div());
    shown.setAttribute("role", "status");

    function makeRoom() {
      const main = document.getElementById("main");
      const [heading, made] = [main.querySelector("h1"), div()];
      heading.textContent = document.title = kept.title;
      main.textContent = "";
      main.append(heading, note, made);
      return made;
    }

    function tell(asked) {
      const old = new Date().toISOString().slice(0, 10) > kept.until;
      const said = old ? says.missing : answer(asked);
      for (const one of form.querySelectorAll(".fault")) one.remove();
      for (const one of form.querySelectorAll("[aria-invalid]")) {
        for (const name of ["aria-invalid", "aria-describedby"]) one.removeAttribute(name);
      }
      const faults = Array.isArray(said) ? said : [];
      if (said && note) note.lastElementChild.hidden = true;
      shown.innerHTML = said && !faults[0] ? said + says.end.replace("{help}", kept.help) : "";
      if (shown.firstChild) shown.scrollIntoView();
      faults.reverse().forEach(([name, words]) => blame(name, words));
    }

    function blame(name, words) {
      const found = form.elements.namedItem(name) || form.elements[0];
      const field = found instanceof RadioNodeList ? found[0] : found;
      const fault = document.createElement("p");
      Object.assign(fault, { className: "fault", id: `${name}-fault`, innerHTML: words });
      const group = found !== field && field.closest("fieldset");
      if (group) group.firstElementChild.after(fault);
      else field.before(fault);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", fault.id);
      field.focus();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const asked = new URLSearchParams(read(form).filter((pair) => pair[1]));
      try {
        history.replaceState(null, "", `?${asked}`);
      } catch {} // A plain file keeps its address.
      tell(asked);
    });
    kept.answer = answer;
    const begun = new URLSearchParams(location.search);
    fill(form, begun);
    tell(begun);
  }

  const exact = { of, from, plus, minus, times, over, less, same, round };
  const days = { dayOf, read, parts3, monthDays };
  Object.assign(kept, { exact, days, parse, western, fixed, digits, start });
})();
