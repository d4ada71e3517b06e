// The intake without a network: what is typed is sealed for the server and waits on this device.
// Runs before face.js, which brings back what was typed before.
(() => {
  "use strict";
  const part = document.getElementById("entries");
  const form = document.querySelector("form.intake");
  const { key, scope, worker, organisation, here, received } = part.dataset;
  const able = isSecureContext && "serviceWorker" in navigator && "indexedDB" in window;
  const status = part.querySelector("[role=status]");
  const PATIENCE = 8000;

  // One more person, without asking the server.
  const many = form && form.elements.many;
  const more = form && form.elements.more;
  function add() {
    const another = document.getElementById("another-person");
    const next = Number(many.value) + 1;
    if (next > Number(another.dataset.most)) return false;
    const after = document.getElementById("after-people");
    after.insertAdjacentHTML("beforebegin", another.innerHTML.replaceAll("__n__", next));
    many.value = next;
    if (more) more.hidden = next >= Number(another.dataset.most);
    return true;
  }

  // One more payment of a person.
  function pay(person) {
    const another = document.getElementById("another-payment");
    const told = form.elements[`p${person}-payments`];
    const next = Number(told && told.value) + 1;
    if (!told || next > Number(another.dataset.most)) return false;
    const part = another.innerHTML.replaceAll("__n__", person).replaceAll("__k__", next);
    told.closest("p").insertAdjacentHTML("beforebegin", part);
    told.value = next;
    const button = told.parentElement.querySelector("button");
    if (button) button.hidden = next >= Number(another.dataset.most);
    form.elements[`p${person}-pay${next}-item`].focus();
    return true;
  }
  function makeRoom() {
    for (const [name] of JSON.parse(sessionStorage.getItem(own) || "[]")) {
      const [, person, nth] = /^p(\d+)-pay(\d+)-/.exec(name) || [];
      if (person) while (Number(form.elements[`p${person}-payments`].value) < nth && pay(person));
    }
  }

  // What was typed on the kept page goes on to the page of the server, and the other way.
  const own = `draft:${document.body.dataset.member || ""}:${scope}:intake`;
  function takeOver() {
    const drafts = Object.keys(sessionStorage).filter((one) => one.endsWith(`:${scope}:intake`));
    const ours = here === "kept" || sessionStorage.getItem("intake:kept") === organisation;
    for (const one of drafts) {
      if (one === own || !ours) continue;
      sessionStorage.setItem(own, sessionStorage.getItem(one));
      sessionStorage.removeItem(one);
    }
    if (here === "kept") sessionStorage.setItem("intake:kept", organisation);
    const typed = JSON.parse(sessionStorage.getItem(own) || "[]");
    return Math.max(1, ...typed.map(([name]) => Number((/^p(\d+)-/.exec(name) || [])[1] || 1)));
  }
  function forgetTyped() {
    for (const one of Object.keys(sessionStorage)) {
      if (one === "draft:sent" || one.endsWith(":intake")) sessionStorage.removeItem(one);
    }
  }

  // The entries of this device.
  const store = () =>
    new Promise((done, fail) => {
      const asked = indexedDB.open("saphan intake", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "entry" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  async function ask(question) {
    const open = await store();
    try {
      return await new Promise((done, fail) => {
        const work = open.transaction("entries", "readwrite", { durability: "strict" });
        const asked = question(work.objectStore("entries"));
        work.oncomplete = () => done(asked.result);
        work.onabort = () => fail(work.error);
      });
    } finally {
      open.close();
    }
  }
  const keep = (entry) => ask((entries) => entries.put(entry));
  const forget = (entry) => ask((entries) => entries.delete(entry));

  // Sealing: the layout stands in foundation/sealed_forms.py.
  const letters = (text) => new TextEncoder().encode(text);
  const joined = (...parts) => new Uint8Array(parts.flatMap((one) => [...one]));
  const read = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const written = (content) =>
    btoa(Array.from(content, (one) => String.fromCharCode(one)).join(""))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  async function seal(text) {
    const { subtle } = crypto;
    const [magic, theirs] = [letters("SAPHAN-FORM-1\n"), read(key)];
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const server = await subtle.importKey("raw", theirs, curve, false, []);
    const once = await subtle.generateKey(curve, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
    const agreed = await subtle.deriveBits({ name: "ECDH", public: server }, once.privateKey, 256);
    const material = await subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
    const info = joined(magic, point, theirs);
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
    const aes = { name: "AES-GCM", length: 256 };
    const cipher = await subtle.deriveKey(how, material, aes, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = letters(text);
    const filled = new Uint8Array(Math.ceil(plain.length / 4096) * 4096).fill(32);
    filled.set(plain);
    const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: magic }, cipher, filled);
    return written(joined(magic, point, iv, new Uint8Array(sealed)));
  }
  async function sealForm() {
    const at = new Date();
    const entry = form.elements.entry ? form.elements.entry.value : crypto.randomUUID();
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const told = { entry, organisation, at: at.toISOString(), fields };
    const sealed = await seal(JSON.stringify(told));
    await keep({ entry, at: at.getTime(), people: Number(many.value), sealed });
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    forgetTyped();
    location.replace(`${scope}?sealed`);
  }

  // What waits: when and how many, nothing else. What was removed can be had back for an hour.
  const HOUR = 3600000;
  function tell(words) {
    part.hidden = status.hidden = false;
    status.textContent = words;
    status.focus();
  }
  function row(entry) {
    const line = part.querySelector("template").content.cloneNode(true).firstElementChild;
    const words = entry.people === 1 ? part.dataset.one : part.dataset.many;
    const at = { dateStyle: "medium", timeStyle: "short" };
    const time = new Date(entry.at).toLocaleString(document.documentElement.lang, at);
    const label = line.querySelector("span");
    const name = words.replace("{time}", time).replace("{n}", entry.people);
    function show(gone) {
      label.textContent = gone ? `${name}. ${part.dataset.removed}` : name;
      for (const one of line.querySelectorAll("button")) one.hidden = (one.dataset.do === "undo") !== gone;
    }
    show(Boolean(entry.gone));
    line.addEventListener("click", async ({ target }) => {
      const what = target.dataset.do;
      if (what === "send") {
        const sending = part.querySelector("form");
        sending.elements.sealed.value = entry.sealed;
        sending.submit();
      } else if (what) {
        await keep({ ...entry, gone: what === "remove" ? Date.now() : 0 });
        show(what === "remove");
        line.querySelector("button:not([hidden])").focus();
      }
    });
    return line;
  }
  async function list() {
    const found = await ask((entries) => entries.getAll());
    const past = (one) => one.entry === received || (one.gone && Date.now() - one.gone > HOUR);
    for (const one of found.filter(past)) await forget(one.entry);
    const waiting = found.filter((one) => !past(one));
    waiting.sort((one, other) => one.at - other.at);
    part.querySelector("ul").replaceChildren(...waiting.map(row));
    part.querySelector("[data-count]").textContent = waiting.filter((one) => !one.gone).length;
    part.hidden = !waiting.length;
    if (new URLSearchParams(location.search).has("sealed")) {
      history.replaceState(null, "", scope);
      tell(part.dataset.sealed);
    }
  }

  // The network may be there and lead nowhere.
  async function reached() {
    if (!navigator.onLine) return false;
    const asked = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    return fetch(worker, asked).then((answer) => answer.status < 500, () => false);
  }

  // Who has left cannot be asked again: the day, the language, and once for each agreement.
  let warned = false;
  function complete() {
    for (const box of form.querySelectorAll("[name$=-agrees][value=record]")) {
      box.setCustomValidity(box.checked || warned ? "" : part.dataset.agree);
      box.oninput = () => box.setCustomValidity("");
    }
    warned = warned || [...form.elements].every((one) => !one.required || one.validity.valid);
    return form.reportValidity();
  }

  // Whose answer is ours; without a worker the form goes its own way at once.
  const helped = () => here === "kept" || Boolean(navigator.serviceWorker.controller);
  let [busy, passes] = [false, false];
  async function submitted(event) {
    const { name, value } = event.submitter || {};
    const grows = name === "more" || name === "pay";
    if (passes || !(grows || helped())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (name === "more") return add();
    if (name === "pay") return pay(value);
    if (busy) return;
    busy = true;
    try {
      passes = here !== "kept" && (await reached());
      if (passes) form.requestSubmit(event.submitter);
      else if (complete()) await sealForm();
    } catch {
      tell(part.dataset.failed);
    }
    busy = passes = false;
  }

  if (form) {
    if (here === "kept") {
      const now = new Date();
      form.elements.on.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    }
    const asked = here === "kept" ? Number(new URLSearchParams(location.search).get("people")) : 1;
    const wanted = "bound" in form.dataset ? 1 : Math.max(asked, here === "review" ? 1 : takeOver());
    while (Number(many.value) < wanted && add());
    if (!("bound" in form.dataset)) makeRoom();
    if (able) form.addEventListener("submit", submitted);
  }
  if (!able) return;
  if (here !== "kept") navigator.serviceWorker.register(worker, { scope }).catch(() => 0);
  if (here !== "review") list();
})();
