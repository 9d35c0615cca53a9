import { AbortedError } from "../index.ts";

/** A server was interrupted. That is how it is ended, so nothing is said of it. */
export class ServerEnded extends AbortedError {
  override readonly name: string = "ServerEnded";
  constructor() {
    super("Cannot serve on");
  }
}
