import { PassThrough } from "node:stream";
import type { InputStream } from "../../src/cli/terminal/keys.ts";

/** The input side of a terminal, on which a test presses keys. */
export class FakeKeyboard extends PassThrough implements InputStream {
  readonly isTTY: boolean;
  /** What raw mode was set to, in turn. */
  readonly rawModes: boolean[] = [];

  /** @param keys - pressed at once: they wait until somebody reads them. */
  constructor(keys: string = "", { isTTY = true }: { readonly isTTY?: boolean } = {}) {
    super();
    this.isTTY = isTTY;
    if (keys !== "") this.write(keys);
  }

  setRawMode(raw: boolean): this {
    this.rawModes.push(raw);
    return this;
  }
}
