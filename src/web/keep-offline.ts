/**
 * Has the browser keep the page, so that it opens without a network. Where it cannot (a private window,
 * an old browser), the page is as good without.
 */
export async function keepOffline(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  if (serviceWorker === undefined || import.meta.env.DEV) return;
  await serviceWorker
    .register("./service-worker.js", { updateViaCache: "none" })
    .catch(() => undefined); // refused by the browser's settings
}
