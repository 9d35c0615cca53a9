import type { Site } from "./kept-site.ts";
import { KeptSite, isolated } from "./kept-site.ts";
import { dataAnswer } from "./data-answer.ts";

// Keeps the whole page at the first visit, so that it opens without a network and at once. A new
// version is fetched beside the old one and takes over when no tab is left that runs the old one.

/** Put in by the build. */
declare const SITE: Site;
declare const self: ServiceWorkerGlobalScope;

const kept = new KeptSite(SITE, self.registration.scope);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const wanted = kept.wanted(event.request);
  if (wanted?.kind === "file") event.respondWith(fileAnswer(wanted.url, event.request));
  if (wanted?.kind === "data") event.respondWith(dataOnline(event.request));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOver());
});

async function install(): Promise<void> {
  const cache = await caches.open(kept.cacheName);
  await cache.addAll([...kept.requests()]); // all of it or nothing
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => kept.isOutdated(name)).map((name) => caches.delete(name)),
  );
  await self.clients.claim(); // the first visit is offline-proof without a reload
}

async function fileAnswer(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(kept.cacheName);
  const found = await cache.match(url, { ignoreVary: true });
  return found === undefined ? await fetch(request) : isolated(found);
}

async function dataOnline(request: Request): Promise<Response> {
  return await dataAnswer(request, await caches.open(kept.cacheName), fetch);
}

/** Only for the one tab that asks: others would be left with scripts that are gone. */
async function takeOver(): Promise<void> {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length <= 1) await self.skipWaiting();
}
