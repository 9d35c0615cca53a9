import type { Site } from "./kept-site.ts";
import { KeptSite, isolated } from "./kept-site.ts";
import { dataAnswer } from "./data-answer.ts";

// Keeps the whole page at the first visit, so that it opens without a network and at once. A new
// version is fetched while the old one is looked at, and shown by the next visit. Tabs of the old one
// find its scripts, whose names hold a hash, for as long as there are any.

/** Put in by the build. */
declare const SITE: Site;
declare const self: ServiceWorkerGlobalScope;

const kept = new KeptSite(SITE, self.registration.scope);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const wanted = kept.wanted(request);
  if (wanted?.kind === "file") event.respondWith(fileAnswer(wanted.url, request));
  if (wanted?.kind === "data") event.respondWith(dataOnline(request));
  if (request.mode === "navigate") event.waitUntil(dropOutdated());
});

async function install(): Promise<void> {
  const cache = await caches.open(kept.cacheName);
  await Promise.all(kept.requests().map((request) => keep(request, cache))); // all of it or nothing
  void self.skipWaiting(); // not awaited: it is fulfilled after this
}

/** Kept as it will be answered, so that the browser can send it without this worker. */
async function keep(request: Request, cache: Cache): Promise<void> {
  const response = await fetch(request);
  if (!response.ok) throw new TypeError(`Cannot keep ${request.url}: status ${response.status}`);
  await cache.put(request, isolated(response));
}

/** Not before the only tab that there is asks for the page anew: others may need what they began with. */
async function dropOutdated(): Promise<void> {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length > 1) return;
  const outdated = (await caches.keys()).filter((name) => kept.isOutdated(name));
  await Promise.all(outdated.map((name) => caches.delete(name)));
}

async function fileAnswer(url: string, request: Request): Promise<Response> {
  const options = { ignoreVary: true };
  const cache = await caches.open(kept.cacheName);
  const found = (await cache.match(url, options)) ?? (await caches.match(url, options));
  return found ?? (await fetch(request));
}

async function dataOnline(request: Request): Promise<Response> {
  return await dataAnswer(request, await caches.open(kept.cacheName), fetch);
}
