/** What stands after the host of an address, by name; what clients of Spark do not know goes along as a header. */
const KNOWN = new Set(["use_ssl", "token", "user_id", "user_agent", "session_id"]);

const DEFAULT_PORT = 15002;

const SESSION_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

const FORM = "write sc://host:15002, and after it e.g. /;use_ssl=true;user_id=ada";

/**
 * Where a Spark Connect server is and how it is spoken to. The token and the headers are private: neither
 * printing nor `JSON.stringify` shows them.
 */
export class SparkAddress {
  /** As it stands in an address: IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  readonly userId: string | undefined;
  readonly userAgent: string | undefined;
  readonly sessionId: string | undefined;
  readonly #useTls: boolean;
  readonly #token: string | undefined;
  readonly #headers: ReadonlyMap<string, string>;

  constructor(host: string, port: number, params: ReadonlyMap<string, string>) {
    this.host = host;
    this.port = port;
    this.userId = params.get("user_id");
    this.userAgent = params.get("user_agent");
    this.sessionId = params.get("session_id");
    this.#useTls = params.get("use_ssl")?.toLowerCase() === "true";
    this.#token = params.get("token");
    this.#headers = new Map([...params].filter(([name]) => !KNOWN.has(name)));
  }

  /** The bearer token; a secret. */
  token(): string | undefined {
    return this.#token;
  }

  /** What is sent along with every request, by name; the values may be secrets. */
  headers(): ReadonlyMap<string, string> {
    return this.#headers;
  }

  /**
   * Whether the connection is encrypted when `token` is sent. As in Spark's own clients a token asks for TLS,
   * except to `localhost`, where it stays on the machine.
   */
  usesTls(token: string | undefined): boolean {
    return this.#useTls || (token !== undefined && this.host !== "localhost");
  }

  /** Where it is, without anything secret: `sc://host:15002`. */
  toString(): string {
    return `sc://${this.host}:${this.port}`;
  }
}

/**
 * Reads an address as Spark's own clients do:
 * `sc://host:15002/;use_ssl=true;token=…;user_id=…;user_agent=…;session_id=…`; without a port it is 15002.
 *
 * @throws SyntaxError when it is none; the message repeats nothing of what may be secret.
 */
export function parseSparkAddress(text: string): SparkAddress {
  const match = /^sc:\/\/([^/;?#]*)(?:\/)?(?:;(.*))?$/su.exec(text);
  if (match === null)
    throw invalid(
      text.startsWith("sc://")
        ? "more than a host comes after sc://"
        : "it does not begin with sc://",
    );
  const [, authority = "", tail = ""] = match;
  if (authority.includes("@"))
    throw invalid("it has a user name or password before the host; say ;user_id= after it");
  const { host, port } = hostAndPort(authority);
  return new SparkAddress(host, port, readParams(tail));
}

function hostAndPort(authority: string): { host: string; port: number } {
  const match = /^(\[[\da-f:.]+\]|[^:[\]\s]+)(?::(\d+))?$/iu.exec(authority);
  const host = match?.[1];
  if (host === undefined)
    throw invalid(authority === "" ? "it names no host" : "its host and port cannot be told apart");
  const port = match?.[2] === undefined ? DEFAULT_PORT : Number(match[2]);
  if (port < 1 || port > 65_535) throw invalid(`${port} is no port`);
  return { host: host.toLowerCase(), port };
}

function readParams(tail: string): Map<string, string> {
  const params = new Map<string, string>();
  const parts = tail.split(";").filter((part) => part !== "");
  for (const [index, part] of parts.entries()) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0));
    // The part itself is not shown: it may be a token without its name.
    if (!/^[\w.-]+$/u.test(name)) throw invalid(`setting ${index + 1} is not name=value`);
    params.set(KNOWN.has(name) ? name : name.toLowerCase(), decoded(name, part.slice(equals + 1)));
  }
  const session = params.get("session_id");
  if (session !== undefined && !SESSION_ID.test(session))
    throw invalid("its session_id is no UUID");
  return params;
}

function decoded(name: string, value: string): string {
  let text: string;
  try {
    text = decodeURIComponent(value);
  } catch {
    throw invalid(`the value of ${name} is not percent-encoded as it should be`);
  }
  if (!/^[\u0020-\u007e]*$/u.test(text))
    throw invalid(`the value of ${name} has signs that no header can hold`);
  if (name === "token" && text === "") throw invalid("its token is empty");
  return text;
}

function invalid(finding: string): SyntaxError {
  return new SyntaxError(`Cannot read the address of Spark: ${finding}; ${FORM}`);
}
