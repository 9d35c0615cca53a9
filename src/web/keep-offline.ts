/**
 * Has the browser keep the page, so that it opens without a network. Where it cannot (a private window,
 * an old browser), the page is as good without.
 */
export async function keepOffline(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  if (serviceWorker === undefined || import.meta.env.DEV) return;
  try {
    const { waiting } = await serviceWorker.register("./service-worker.js", {
      updateViaCache: "none",
    });
    // A new version waits since the last visit. Nothing has been done on this one yet, so it may begin anew.
    if (waiting === null) return;
    serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  } catch {
    // Refused by the browser's settings.
  }
}
