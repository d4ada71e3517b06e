// The small comforts of staff pages. Everything works without them.
(() => {
  "use strict";
  const body = document.body;
  const ready = (node) => {
    for (const button of node.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };

  // Faults: the summary takes the focus, so that it is read first.
  const faults = document.querySelector("[data-faults]");
  if (faults) faults.focus();

  // Tables: after filtering or sorting, say the count and let exports follow the filter.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    const answer = event.detail.xhr;
    if (target.id && !answer.responseText.includes(`id="${target.id}"`)) {
      event.detail.shouldSwap = false;
      location.assign(answer.responseURL || location.href);
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const rows = event.detail.target.id && document.getElementById(event.detail.target.id);
    const part = rows && rows.closest(".table-part");
    if (!part) return;
    const count = rows.querySelector("[data-count]");
    part.querySelector("[data-status]").textContent = count ? count.textContent : "";
    for (const kind of ["csv", "xlsx"]) {
      const link = part.querySelector(`[data-export=${kind}]`);
      if (link && rows.dataset[kind]) link.href = rows.dataset[kind];
    }
    const sort = new URL(rows.dataset.csv, location.href).searchParams;
    const form = part.querySelector("form.filter");
    const name = form.querySelector("input[type=search]").name.replace(/q$/, "sort");
    let kept = [...form.querySelectorAll("input[type=hidden]")].find((field) => field.name === name);
    if (!kept && sort.get(name)) {
      kept = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.prepend(kept);
    }
    if (kept) kept.value = sort.get(name) || "";
  });

  // Tables on paper are whole: every twin is open while printing.
  addEventListener("beforeprint", () => {
    for (const twin of document.querySelectorAll("details")) twin.dataset.was = String(twin.open);
    for (const twin of document.querySelectorAll("details")) twin.open = true;
  });
  addEventListener("afterprint", () => {
    for (const twin of document.querySelectorAll("details")) twin.open = twin.dataset.was === "true";
  });

  // Drafts: what is typed stays in this tab until it was received, and never outlives the log-in.
  const store = (() => {
    try {
      sessionStorage.setItem("draft:try", "1");
      sessionStorage.removeItem("draft:try");
      return sessionStorage;
    } catch {
      return null;
    }
  })();
  const drafts = () => Object.keys(store).filter((key) => key.startsWith("draft:"));
  const forget = (which) => drafts().filter(which).forEach((key) => store.removeItem(key));
  const member = body.dataset.member || "";
  const kindOf = body.dataset.page;
  const keyOf = (form) => `draft:${member}:${location.pathname}:${form.dataset.draft || form.id || "form"}`;
  const typed = (form) =>
    [...form.elements].filter(
      (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type),
    );
  const keep = (form) => {
    const values = typed(form).map((field) => [
      field.name,
      field.type === "checkbox" || field.type === "radio" ? field.value : "",
      field.type === "checkbox" || field.type === "radio" ? field.checked : field.value,
    ]);
    store.setItem(keyOf(form), JSON.stringify(values));
  };
  const restore = (form, values) => {
    for (const [name, option, value] of values) {
      const fields = typed(form).filter((field) => field.name === name);
      for (const field of fields) {
        if (field.type === "checkbox" || field.type === "radio") {
          if (field.value === option) field.checked = value;
        } else field.value = value;
      }
    }
  };
  const note = (form) => {
    const line = document.createElement("p");
    line.className = "draft-note";
    line.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "second",
      textContent: body.dataset.forget,
    });
    button.addEventListener("click", () => {
      store.removeItem(keyOf(form));
      form.reset();
      line.remove();
    });
    line.append(body.dataset.kept, " ", button);
    form.prepend(line);
  };
  if (store) {
    if (kindOf === "logged-out") forget(() => true);
    if (member) forget((key) => !key.startsWith(`draft:${member}:`) && key !== "draft:sent");
    const sent = store.getItem("draft:sent");
    const faulty = document.querySelector("form[data-bound]");
    if (sent) {
      // A page of the log-in or of a refusal means that it was not received.
      if (kindOf === "page" && !faulty) store.removeItem(sent);
      store.removeItem("draft:sent");
    }
    for (const form of document.querySelectorAll("form[data-draft]:not([data-draft=off])")) {
      const kept = store.getItem(keyOf(form));
      if (kept && !("bound" in form.dataset)) {
        restore(form, JSON.parse(kept));
        note(form);
      }
      form.addEventListener("input", () => keep(form));
      form.addEventListener("submit", () => store.setItem("draft:sent", keyOf(form)));
    }
  }

  document.documentElement.classList.remove("no-js");
  ready(document);
})();
