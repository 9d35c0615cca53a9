/**
 * Does this host name always mean this machine? A page elsewhere may have its own name resolve to
 * 127.0.0.1 and so read what is served here (DNS rebinding); its name then is in the request.
 *
 * @param hostname - as in `URL.hostname`, or as typed.
 */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  return name === "::1" || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(name);
}

/**
 * Names that a server at `host` answers to; where others reach it, what it is called is not known, and keys keep
 * strangers out.
 *
 * @param names - others, by which a proxy calls it.
 */
export function ownHosts(
  host: string,
  names: readonly string[] = [],
): (hostname: string) => boolean {
  if (!isLoopback(host)) return () => true;
  const own = new Set(names.map(hostnameOf));
  return (hostname) => isLoopback(hostname) || own.has(hostname);
}

/** A host name as in `URL.hostname`; undefined for what is none. */
export function hostnameOf(name: string): string | undefined {
  const url = `http://${name}/`;
  if (
    /[/?#@\\\s]/u.test(name) ||
    /:\d*$/u.test(name.replace(/^\[.*\]/u, "")) ||
    !URL.canParse(url)
  ) {
    return undefined;
  }
  return new URL(url).hostname;
}
