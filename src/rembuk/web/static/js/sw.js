// Keeps the speak form, the styles and the scripts on the phone. Pages come from the network first; without a signal, the
// last copy of a public page, else a page that says so. Only what the server marks public is ever kept, and the screen of
// a meeting that asks for it, until whoever records signs out.

const SHELL = ["./app.css", "./rembuk.svg", "./copy.js", "./speak.js", "./hall.js"];
const PAGES = ["/sampaikan", "/en/sampaikan", "/luring", "/en/luring"];
// The names hold the hashes, so that a new look brings a new cache.
const CACHE = `rembuk ${SHELL.join(" ")}`;
const HALLS = "rembuk halls";
const PATIENCE = 6_000;
const MOST_PAGES = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(sweep().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && url.pathname.endsWith("/keluar")) event.waitUntil(caches.delete(HALLS));
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (SHELL.includes(url.pathname)) event.respondWith(kept(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

self.addEventListener("message", (event) => event.waitUntil(keepHall(event.data.keep)));

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL);
  // One page that fails must not keep the others off the phone.
  await Promise.allSettled(PAGES.map((place) => cache.add(new Request(place, { cache: "reload" }))));
}

async function sweep() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("rembuk") && name !== CACHE).map((name) => caches.delete(name)));
}

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function keepHall(place) {
  const response = await fetch(place);
  if (response.ok && !response.redirected) await (await caches.open(HALLS)).put(place, response);
}

async function page(event) {
  const { request } = event;
  const fresh = fetch(request).then((response) => {
    // Copied before the page reads it; written after the page has it.
    if (isPublic(response)) event.waitUntil(remember(request, response.clone()));
    return response;
  });
  // The form is the same whatever follows its address.
  const copy = await caches.match(request, { ignoreSearch: new URL(request.url).pathname.endsWith("/sampaikan") });
  if (!copy) return fresh.catch(() => away(request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, copy));
  return Promise.race([fresh.catch(() => copy), late]);
}

function isPublic(response) {
  return response.status === 200 && !response.redirected && /\bpublic\b/.test(response.headers.get("Cache-Control") ?? "");
}

async function remember(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
  const pages = (await cache.keys()).filter(({ url }) => ![...SHELL, ...PAGES].includes(new URL(url).pathname));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((old) => cache.delete(old)));
}

async function away(request) {
  const english = new URL(request.url).pathname.startsWith("/en/");
  return (await caches.match(english ? "/en/luring" : "/luring")) ?? (await caches.match("/sampaikan")) ?? Response.error();
}
