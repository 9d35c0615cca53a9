/** A port cannot be listened on; `code` is the system's, such as `EADDRINUSE`. */
export class ListenError extends Error {
  override readonly name: string = "ListenError";
  readonly code: string;
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the system said, in words, with the remedy. */
export function asListenError(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): ListenError {
  const code = error.code ?? "";
  const message = `Cannot serve on port ${port} of ${host}: ${reasonOf(code, error.message)}`;
  return new ListenError(message, code, { cause: error });
}

function reasonOf(code: string, message: string): string {
  switch (code) {
    case "EADDRINUSE":
      return "another program listens there; choose another --port, or 0 for any free one";
    case "EACCES":
      return "the system does not allow it; choose a --port above 1023";
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "this machine has no such address; leave out --host";
    default:
      return message;
  }
}
