// What stands on a page of an answer, whether the server made it or a phone: with "phone" the answers
// of the script that is loaded, else those of the server, to the questions of one checker.
async ([checker, questions, who]) => {
  const said = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const all = (root, what) => [...root.querySelectorAll(what)];
  const without = (node, what) => {
    const copy = node.cloneNode(true);
    for (const one of all(copy, what)) one.remove();
    return said(copy);
  };
  const badges = (root) => all(root, ".badge").map((one) => `${one.classList[1]}: ${said(one)}`);
  const once = (texts) => [...new Set(texts)].sort();
  const code = /^[a-z-]+\.[a-z0-9.-]+$/;

  const verdict = (li) => [said(li.querySelector("span")), badges(li), without(li.querySelector("p"), ".ref")];
  const thing = (one) => [
    without(one.querySelector("h2"), "svg"),
    all(one, ".paid").map(said),
    all(one, ".three li").map(verdict),
    [one.querySelector(".tariff"), ...all(one, ".tariff li")].map((each) => without(each, ".ref, ul")),
  ];
  const charge = (root) => ({
    things: all(root, ".thing").map(thing),
    rules: once(all(root, ".thing [lang=en], .rules [lang=en]").map(said).filter((text) => code.test(text))),
  });

  const line = (root, one) => ({
    heading: said(one.querySelector("h3")),
    when: all(one, "h3 + .quiet-text").map(said),
    badges: badges(one),
    formula: all(one, ".sum > *").map(said),
    amounts: all(one, "dl > div").map(said),
    reason: without(one.lastElementChild, "a").replace(/[ ,]+$/, ""),
    rules: all(one.lastElementChild, "a").map((a) => said(root.querySelector(`${a.hash} code`))),
  });
  const part = (a) => {
    const asked = new URLSearchParams(a.getAttribute("href"));
    asked.delete("step");
    asked.sort();
    return [said(a), String(asked)];
  };
  const pay = (root) => ({
    first: all(root, ".pay-answer").map(said),
    lines: all(root, ".pay-line").map((one) => line(root, one)),
    parts: all(root, ".banner li a").map(part),
    assumed: all(root, ".pay-list li").map(said),
  });

  const read = (html) => {
    const root = new DOMParser().parseFromString(html, "text/html");
    const faults = once(all(root, ".faults li").map(said));
    return faults.length ? { faults } : { charge, pay }[checker](root);
  };
  const byPhone = (question) => {
    const answer = saphanKept.answer(new URLSearchParams(question));
    return Array.isArray(answer) ? { faults: once(answer.map((one) => one[1])) } : read(answer);
  };
  const byServer = async (question) => {
    const whole = checker === "charge" ? `${question}&answer=1` : question;
    return read(await (await fetch(`?${whole}`)).text());
  };
  return Promise.all(questions.map(who === "phone" ? byPhone : byServer));
};
