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

/** Names that a server at `host` answers to; where others reach it, what it is called is not known, and keys keep strangers out. */
export function ownHosts(host: string): (hostname: string) => boolean {
  return isLoopback(host) ? isLoopback : () => true;
}
