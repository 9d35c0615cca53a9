/** Of the `<style>` that Observable Plot puts into a chart whose `className` is `chart`. */
const CHART_STYLE = "'sha256-zrfVyvY1E/5V+DXZunsRZW8XTqTsuIZzp8dBDThhSn8='";

/** What the page may do, each directive with its sources. Nothing but a chart's style is ever inline. */
const PAGE_POLICY: readonly (readonly [directive: string, ...sources: readonly string[]])[] = [
  ["default-src", "'none'"],
  ["script-src", "'self'", "'wasm-unsafe-eval'"], // the kernels are WebAssembly
  ["style-src", "'self'", CHART_STYLE],
  ["img-src", "'self'", "data:", "blob:"],
  ["font-src", "'self'"],
  ["connect-src", "'self'"],
  ["worker-src", "'self'"],
  ["manifest-src", "'self'"],
  ["base-uri", "'none'"],
  ["form-action", "'none'"],
];

/** The policy for `<meta http-equiv>`, which knows no `frame-ancestors`. */
export const META_POLICY: string = PAGE_POLICY.map((directive) => directive.join(" ")).join("; ");

/**
 * Sent with every answer. The three about cross-origin make the page isolated, which is what browsers
 * ask for before memory may be shared between threads.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": `${META_POLICY}; frame-ancestors 'none'`,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
