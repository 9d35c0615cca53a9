/** The files of one version of the page. */
export interface Site {
  readonly version: string;
  /** Relative to the page. */
  readonly files: readonly string[];
}

/** As much of a request as is looked at. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
}

/** What these files are known by on hosts that answer `index.html` with a redirect to its folder. */
const PAGE_FILE = "index.html";
const DATA = "data/";
/** Where names hold a hash of the content. */
const HASHED = "immutable/";

/** What a request is for: a kept file by its address, data that may be had, or neither. */
export type Wanted = { readonly kind: "file" | "data"; readonly url: string } | undefined;

/** One version of the page in the browser's cache, below one address. */
export class KeptSite {
  /** Whoever has several such pages on one host keeps them apart. */
  readonly cacheName: string;
  readonly #family: string;
  readonly #scope: string;
  readonly #site: Site;

  /** @param scope - the address of the page, which ends in a slash. */
  constructor(site: Site, scope: string) {
    this.#site = site;
    this.#scope = scope;
    this.#family = `matinee ${new URL(scope).pathname} `;
    this.cacheName = this.#family + site.version;
  }

  /** What to fetch. Only names with a hash may come from the browser's own cache unasked. */
  requests(): readonly Request[] {
    return this.#site.files.map(
      (path) =>
        new Request(this.#addressOf(path), {
          cache: path.startsWith(HASHED) ? "default" : "no-cache",
        }),
    );
  }

  /** Is this the cache of another version of this page? */
  isOutdated(cacheName: string): boolean {
    return cacheName.startsWith(this.#family) && cacheName !== this.cacheName;
  }

  wanted({ url, method, mode }: Asked): Wanted {
    if (method !== "GET" || !url.startsWith(this.#scope)) return undefined;
    const path = new URL(url).href.slice(this.#scope.length).replace(/[?#].*$/su, "");
    if (path.startsWith(DATA)) return { kind: "data", url };
    if (path === "" || (path === PAGE_FILE && mode === "navigate")) {
      return { kind: "file", url: this.#scope };
    }
    const isKept = path.startsWith(HASHED) || this.#site.files.includes(path); // of any version
    return isKept ? { kind: "file", url: this.#addressOf(path) } : undefined;
  }

  #addressOf(path: string): string {
    return path === PAGE_FILE ? this.#scope : this.#scope + path;
  }
}

/** Isolation headers, also where the host sends none: then memory is shared between threads from the second visit on. */
export function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.delete("Content-Encoding"); // the body is not compressed any more
  headers.delete("Content-Length");
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
