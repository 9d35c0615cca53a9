/** Codes of a connection that was there and broke: worth another try. */
const CUTS = new Set([
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH", // closed in order, but before the announced end
]);

/** Did a connection break that had been made? A refused or impossible one did not. */
export function isCut(error: unknown): boolean {
  const code = codeIn(error);
  return code !== undefined && CUTS.has(code);
}

/** Why a server could not be reached or went away, in words, with the remedy where there is one. */
export function connectionFault(error: unknown, url: string): string {
  const code = codeIn(error) ?? "";
  const host = hostOf(url);
  if (URL.canParse(url) && !/^https?:$/.test(new URL(url).protocol)) {
    return "only http and https addresses can be downloaded";
  }
  if (CUTS.has(code)) return "the connection was cut";
  if (/CERT|SIGNATURE|UNABLE_TO_/.test(code)) {
    return `the certificate of "${host}" cannot be trusted (${code})`;
  }
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `the name "${host}" cannot be resolved; check the network connection`;
    case "ECONNREFUSED":
      return `"${host}" refused the connection`;
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
    case "UND_ERR_HEADERS_TIMEOUT":
      return `"${host}" did not answer in time; check the network connection`;
    case "ENETUNREACH":
    case "EHOSTUNREACH":
    case "ENETDOWN":
      return `"${host}" cannot be reached; check the network connection`;
    case "ERR_INVALID_URL":
      return "it is not a web address";
    default:
      return (
        FETCH_WORDS.get(deepestMessage(error)) ?? `the request failed: ${deepestMessage(error)}`
      );
  }
}

/** `fetch` gives these no code, only a message. */
const FETCH_WORDS: ReadonlyMap<string, string> = new Map([
  ["redirect count exceeded", "the server leads from one address to the next without end"],
  ["bad port", "its port belongs to another service and is never asked for files"],
  ["unexpected redirect", "the server leads to another address, which is not allowed"],
  ["invalid response", "what answers is no web server"],
]);

/** What an HTTP status other than 200 or 206 means for someone who wants the file. */
export function statusFault(status: number): string {
  if (status === 404 || status === 410) return `the server has no such file (${status})`;
  if (status === 401 || status === 403) return `the server refuses to give it (${status})`;
  if (status === 407) return "a proxy asks for a password (407)";
  if (status === 429) return "the server has had too many requests (429); try again later";
  if (status >= 500) return `the server is out of order (${status}); try again later`;
  return `the server gave an unexpected answer (${status})`;
}

/** The outermost code along the causes: `fetch` hides it in the cause of a bare TypeError. */
function codeIn(error: unknown): string | undefined {
  for (const link of chain(error)) {
    if ("code" in link && typeof link.code === "string" && link.code !== "") return link.code;
  }
  return undefined;
}

function deepestMessage(error: unknown): string {
  return chain(error).at(-1)?.message ?? String(error);
}

function chain(error: unknown): Error[] {
  const links: Error[] = [];
  for (let at = error; at instanceof Error && links.length < 10; at = at.cause) links.push(at);
  return links;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
