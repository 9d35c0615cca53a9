/** Where films are drawn, in CSS pixels. */
export interface Spots {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** As much of a window as is needed. */
export interface Frames {
  now(): number;
  request(draw: () => void): number;
  cancel(request: number): void;
}

/** Lets films glide from where they are drawn to where they are to be, frame by frame. */
export class Glide {
  readonly #draw: (spots: Spots) => void;
  readonly #frames: Frames;
  #request: number | undefined;
  #now: Spots | undefined;
  #isClosed = false;

  /** @param draw - called with spots that are only good for the call. */
  constructor(draw: (spots: Spots) => void, frames: Frames = browserFrames) {
    this.#draw = draw;
    this.#frames = frames;
  }

  /** @param ms - 0: at once. Other films than before are there at once, too. */
  to(target: Spots, ms: number): void {
    this.end();
    if (this.#isClosed) return;
    const from = this.#now;
    if (from === undefined || from.x.length !== target.x.length || ms <= 0) {
      this.#now = target;
      this.#draw(target);
      return;
    }
    const begun = this.#frames.now();
    const next = (): void => {
      const share = Math.min(1, (this.#frames.now() - begun) / ms);
      this.#request = share < 1 ? this.#frames.request(next) : undefined;
      this.#now = between(from, target, share);
      this.#draw(this.#now);
    };
    this.#request = this.#frames.request(next);
  }

  /** Films stay where they are. */
  end(): void {
    if (this.#request !== undefined) this.#frames.cancel(this.#request);
    this.#request = undefined;
  }

  /** Nothing is drawn any more: what it was drawn on is gone. */
  close(): void {
    this.end();
    this.#isClosed = true;
  }
}

function between(from: Spots, to: Spots, share: number): Spots {
  return {
    x: from.x.map((x, k) => x + share * (to.x[k]! - x)),
    y: from.y.map((y, k) => y + share * (to.y[k]! - y)),
  };
}

const browserFrames: Frames = {
  now: () => performance.now(),
  request: (draw) => requestAnimationFrame(draw),
  cancel: (request) => cancelAnimationFrame(request),
};
