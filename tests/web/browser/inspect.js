// What is wrong with the page on the screen, in words; nothing when nothing is. Public pages ask
// for more: the smallest size of letters and the least height of what is tapped, in pixels.
(asked) => {
  const least = asked || {};
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (node) =>
    `${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ""} “${(node.textContent || "").trim().slice(0, 40)}”`;
  const said = (node) =>
    (node.getAttribute("aria-label") || node.textContent || node.getAttribute("title") || "").trim();

  // Nothing is wider than the screen.
  const wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth) {
    const out = all("body *").filter((node) => node.getBoundingClientRect().right > wide.clientWidth + 1);
    wrong.push(`scrolls sideways: ${wide.scrollWidth} > ${wide.clientWidth} (${out.slice(-1).map(name)})`);
  }

  // Headings go down one step at a time, and there is one first.
  const levels = all("h1, h2, h3, h4, h5, h6").filter(seen).map((node) => Number(node.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push(`h1: ${levels}`);
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) wrong.push(`heading skips from h${levels[at - 1]} to h${level}`);
  });

  // Everything that can be used has a name.
  for (const node of all("input:not([type=hidden]), select, textarea")) {
    if (!node.labels.length && !node.getAttribute("aria-label")) wrong.push(`no label: ${name(node)} ${node.name}`);
  }
  for (const node of all("a[href], button, summary")) if (!said(node)) wrong.push(`no name: ${name(node)}`);
  for (const node of all("fieldset")) if (!node.querySelector("legend")) wrong.push(`no legend: ${name(node)}`);
  for (const node of all("img")) if (!node.hasAttribute("alt")) wrong.push(`no alt: ${node.src}`);
  for (const node of all("th")) if (!node.hasAttribute("scope")) wrong.push(`no scope: ${name(node)}`);
  for (const node of all("nav, [role=region]")) {
    if (!node.getAttribute("aria-label") && !node.getAttribute("aria-labelledby")) wrong.push(`no name: ${name(node)}`);
  }
  for (const node of all("[aria-labelledby], [aria-describedby], label[for]")) {
    const ids = ["aria-labelledby", "aria-describedby", "for"].flatMap((key) => (node.getAttribute(key) || "").split(" "));
    for (const id of ids) if (id && !document.getElementById(id)) wrong.push(`points nowhere: ${id}`);
  }
  const ids = all("[id]").map((node) => node.id);
  for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) wrong.push(`id twice: ${id}`);
  if (!wide.lang || !document.title.trim()) wrong.push("no language or title");
  if (all("main").length !== 1) wrong.push("not one main part");

  // A finger finds it: 24 by 24 pixels, links inside of sentences excepted (WCAG 2.2, 2.5.8).
  for (const node of all("button, input:not([type=hidden]), select, textarea, summary, a.button").filter(seen)) {
    const box = (node.type === "radio" || node.type === "checkbox" ? node.labels[0] || node : node).getBoundingClientRect();
    if (box.width < 24 || box.height < 24) wrong.push(`too small: ${name(node)} ${box.width} x ${box.height}`);
  }

  // A thumb on a small screen finds it.
  const tapped = "button, input:not([type=hidden]), select, textarea, summary, a.button, nav a, li > a:only-child, #quick-exit";
  for (const node of least.target ? all(tapped).filter(seen) : []) {
    const box = (node.type === "radio" || node.type === "checkbox" ? node.labels[0] || node : node).getBoundingClientRect();
    if (box.height < least.target - 0.5) wrong.push(`low: ${name(node)} ${box.height}`);
  }

  // Letters stand out from what is behind them (WCAG 2.2, 1.4.3).
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const colour = (text) => {
    if (!known.has(text)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = text;
      pen.fillRect(0, 0, 1, 1);
      known.set(text, [...pen.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(text);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let up = node; up; up = up.parentElement) {
      const found = colour(getComputedStyle(up).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const checked = new Set();
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (checked.has(node) || !texts.currentNode.data.trim() || node.closest("svg") || !seen(node)) continue;
    checked.add(node);
    const style = getComputedStyle(node);
    const [high, low] = [light(colour(style.color)), light(behind(node))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    if (size < (least.text || 0)) wrong.push(`small letters ${size}: ${name(node)}`);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`pale ${ratio.toFixed(2)}: ${name(node)}`);
  }
  return [...new Set(wrong)];
};
