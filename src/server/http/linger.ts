import type { Socket } from "node:net";

/** How an ended connection is read on, so that what it was told last arrives. */
export interface LingerLimits {
  readonly ms: number;
  readonly bytes: number;
  /** Connections that may linger at once; those beyond are cut at once. */
  readonly most: number;
}

const LIMITS: LingerLimits = { ms: 2000, bytes: 64 * 2 ** 20, most: 128 };
const LOOK_MS = 50;

/**
 * Ends connections so that the last answer is not lost. A socket that is closed while its peer still sends is reset,
 * and a reset may overtake the answer (RFC 9112, section 9.6); so only the writing half is closed, and what comes is
 * thrown away for a while.
 */
export class Lingering {
  readonly #limits: LingerLimits;
  readonly #sockets = new Set<Socket>();

  constructor(limits: Partial<LingerLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  get count(): number {
    return this.#sockets.size;
  }

  /** Ends it after what has been written; something else must be reading it, and throwing away what comes. */
  end(socket: Socket): void {
    if (this.#sockets.has(socket) || socket.destroyed) return;
    const { ms, bytes, most } = this.#limits;
    if (this.#sockets.size >= most) {
      if (socket.writableFinished) socket.destroy();
      else socket.end(() => socket.destroy());
      return;
    }
    this.#sockets.add(socket);
    const [until, mostRead] = [performance.now() + ms, socket.bytesRead + bytes];
    const timer = setInterval(() => {
      if (performance.now() > until || socket.bytesRead > mostRead) socket.destroy();
    }, LOOK_MS);
    socket.once("close", () => {
      clearInterval(timer);
      this.#sockets.delete(socket);
    });
    socket.end();
  }
}
