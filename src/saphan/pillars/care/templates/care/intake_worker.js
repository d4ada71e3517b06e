// Keeps the blank intake for times without a network: no name, no answer, no token. Whatever else
// lies below this address is none of its business.
"use strict";
const scope = new URL(self.registration.scope).pathname;
const cache = `saphan ${scope}`;
const blank = `${scope}kept/`;
const PATIENCE = 8000;
const FILE = /\.(css|js|svg|woff2)$/;

const copyOf = async (path) => (await caches.open(cache)).match(path, { ignoreVary: true });

// A page of the log-in is no copy.
async function fresh(path) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok || answer.redirected) throw new Error(path);
  return answer;
}

function named(text, base, pattern) {
  const found = [...text.matchAll(pattern)].map(([, one]) => new URL(one, new URL(base, self.location)));
  return found.map((one) => one.pathname).filter((path) => FILE.test(path));
}

// The files first and the page last, so that no page is kept without what it needs.
async function complete() {
  const page = await fresh(blank);
  const files = new Set(named(await page.clone().text(), blank, /\b(?:href|src)="([^"?#]+)"/g));
  const store = await caches.open(cache);
  for (const path of files) {
    const answer = await fresh(path);
    if (path.endsWith(".css")) {
      for (const more of named(await answer.clone().text(), path, /url\("?([^")]+)/g)) files.add(more);
    }
    await store.put(path, answer);
  }
  await store.put(blank, page);
}

// The network first; the copy when it fails, takes too long or nobody answers behind it. What is
// sent goes its own way: a form that may have arrived is never answered with a blank one.
async function page(event) {
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE));
  try {
    const answer = await Promise.race([fetch(event.request), late]);
    if (answer.status >= 500) throw new Error(answer.status);
    if (answer.ok) event.waitUntil(complete().catch(() => 0));
    return answer;
  } catch {
    return (await copyOf(blank)) || Response.error();
  }
}

async function file(request, path) {
  const copy = await copyOf(path);
  const late = new Promise((_, fail) => copy && setTimeout(fail, PATIENCE));
  return Promise.race([fetch(request), late]).catch(() => copy || Response.error());
}

self.addEventListener("install", (event) => {
  event.waitUntil(complete().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === scope) event.respondWith(page(event));
  else if (FILE.test(pathname)) event.respondWith(file(request, pathname));
});
