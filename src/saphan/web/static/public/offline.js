// Keeps these pages for times without a network; a copy brings the script that answers by itself.
(() => {
  "use strict";
  const { worker, home, answers, filler } = document.currentScript.dataset;
  const top = new URL("./", new URL(home, location.href));
  const sparing = navigator.connection && navigator.connection.saveData;
  if ("serviceWorker" in navigator && location.protocol.startsWith("http") && !sparing) {
    navigator.serviceWorker.register(worker, { scope: top.pathname }).catch(() => 0);
  }
  // A page of the static edition has room for an answer; a page from the phone shows its note.
  const note = document.getElementById("kept-note");
  const copy = document.querySelector("[data-kept]") || (note && !note.hidden);
  if (!copy || !/\/(charge|pay)\//.test(location.pathname)) return;
  const load = (address, then) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = then;
    document.head.append(script);
  };
  load(answers, () => {
    self.saphanKept.help = `${top.href}help/${home.split("/").pop()}`;
    load(filler);
  });
})();
