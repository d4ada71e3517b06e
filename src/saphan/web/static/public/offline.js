// Keeps these pages for times without a network; a copy brings the script that answers by itself.
(() => {
  "use strict";
  const told = document.currentScript.dataset;
  const { worker, home, filler } = told;
  const top = new URL("./", new URL(home, location.href));
  const sparing = navigator.connection && navigator.connection.saveData;
  if ("serviceWorker" in navigator && location.protocol.startsWith("http") && !sparing) {
    navigator.serviceWorker.register(worker, { scope: top.pathname }).catch(() => 0);
  }
  // A page of the static edition has room for an answer; a page from the phone shows its note.
  const note = document.getElementById("kept-note");
  const copy = document.querySelector("[data-kept]") || (note && !note.hidden);
  const [, checker] = /\/(charge|pay)\//.exec(location.pathname) || [];
  if (!copy || !checker) return;
  // One after the other: what the script needs, what both checkers share, the checker.
  const load = ([address, ...more]) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      self.saphanKept.help = `${top.href}help/${home.split("/").pop()}`;
      if (more[0]) load(more);
    };
    document.head.append(script);
  };
  const counting = checker === "pay" ? [told.tellcount] : [];
  load([told[checker], filler, ...counting, told[`tell${checker}`]]);
})();
