// Keeps the public pages of one language for times without a network. Questions and answers
// (what stands behind "?") are never kept, and staff pages lie outside of its reach.
"use strict";
const KEPT = {};
const base = new URL("./", self.location).pathname;
const home = new URL(self.registration.scope).pathname;
const language = home.slice(base.length, -1);
const family = `saphan ${base} ${language} `;
const name = family + KEPT.version;
const below = (place, paths) => paths.map((path) => place + path);
const first = [...below(home, KEPT.first), ...below(base, KEPT.files)];
const afterwards = [...below(home, KEPT.afterwards), ...below(base, KEPT.fonts[language] || [])];
const answers = below(home, KEPT.answers);
const PATIENCE = 5000;
const DAY = 86400000;

const fresh = (path) => fetch(new Request(path, { credentials: "omit", cache: "no-cache" }));
const copyOf = async (path) => (await caches.open(name)).match(path, { ignoreVary: true });
const open = (answer) =>
  answer.ok && !answer.redirected && !/no-store/.test(answer.headers.get("Cache-Control") || "");

async function keep(path) {
  const answer = await fresh(path);
  if (!open(answer)) throw new Error(path);
  await (await caches.open(name)).put(path, answer);
}

// What is not here yet, one by one; the rules anew every day. A network that ends is no mistake.
async function complete() {
  try {
    for (const path of [...first, ...afterwards]) if (!(await copyOf(path))) await keep(path);
    for (const path of answers) {
      const kept = await copyOf(path);
      const made = Date.parse((kept && kept.headers.get("Date")) || "") || 0;
      if (Date.now() - made > DAY) await keep(path);
    }
  } catch {
    return;
  }
}

// The page behind an address that is kept: without "index.html", and a need by its own page.
function kept(url) {
  const need = url.pathname.startsWith(`${home}help/`) && url.searchParams.get("need");
  const own = need && [...first, ...afterwards].find((path) => path.includes(`/help/${need}/`));
  return own || (url.pathname.endsWith("/") && KEPT.index ? url.pathname + KEPT.index : url.pathname);
}

async function asCopy(copy, url) {
  const shown = ["kept-note", ...(url.search ? ["kept-choice"] : [])];
  let text = await copy.text();
  for (const id of shown) text = text.replace(`id="${id}" hidden`, `id="${id}"`);
  const headers = new Headers(copy.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text, { headers });
}

async function page(event, url) {
  const path = kept(url);
  const copy = await copyOf(path);
  const asked = fetch(event.request, { cache: "no-cache" });
  asked.catch(() => 0);
  try {
    const late = new Promise((_, fail) => copy && setTimeout(fail, PATIENCE));
    const answer = await Promise.race([asked, late]);
    if (answer.status >= 500 && copy) throw new Error(answer.status);
    if (!url.search && copy && open(answer)) {
      const again = answer.clone();
      event.waitUntil(caches.open(name).then((cache) => cache.put(path, again)).catch(() => 0));
    }
    event.waitUntil(complete());
    return answer;
  } catch {
    if (!copy) return Response.redirect(home + KEPT.index);
    return path === url.pathname || path === url.pathname + KEPT.index
      ? asCopy(copy, url)
      : Response.redirect(`${path}?kept`);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([...first, ...answers].map(keep)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (key) => key.startsWith(family) && key !== name;
  const clear = async () => {
    for (const key of await caches.keys()) if (old(key)) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(clear().then(complete));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (url.pathname.startsWith(home)) event.respondWith(page(event, url));
  } else if (!url.search && [...first, ...afterwards, ...answers].includes(url.pathname)) {
    event.respondWith(copyOf(url.pathname).then((copy) => copy || fetch(event.request)));
  }
});
