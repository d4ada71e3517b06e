// Signing on the screen: what is drawn becomes the file of the form. Without it, a file is chosen.
(() => {
  "use strict";
  if (typeof DataTransfer === "undefined") return;
  for (const part of document.querySelectorAll("[data-sign]")) {
    const input = document.getElementById(part.dataset.sign);
    const canvas = part.querySelector("canvas");
    const pen = canvas.getContext("2d");
    let drawn = false;
    let last = null;

    const wipe = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      drawn = false;
      last = null;
    };
    // At once, so that nobody sends the form before the picture is ready.
    const hand = () => {
      const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
      const content = Uint8Array.from(bytes, (one) => one.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([content], "signature.png", { type: "image/png" }));
      input.files = files.files;
    };
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      return [
        ((event.clientX - box.left) * canvas.width) / box.width,
        ((event.clientY - box.top) * canvas.height) / box.height,
      ];
    };
    const line = (to) => {
      pen.strokeStyle = "#0b1f3a";
      pen.lineWidth = 8;
      pen.lineCap = "round";
      pen.lineJoin = "round";
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...to);
      pen.stroke();
      last = to;
    };
    const lift = () => {
      if (!last) return;
      last = null;
      drawn = true;
      hand();
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button !== 0) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      last = point(event);
      line(last);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last || !event.isPrimary) return;
      const between = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      for (const one of between.length ? between : [event]) line(point(one));
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, lift);
    part.querySelector("[data-clear]").addEventListener("click", () => {
      if (drawn) input.value = "";
      wipe();
    });
    // Whoever chooses a photo does not also sign.
    input.addEventListener("change", wipe);
    wipe();
    part.hidden = false;
  }
})();
