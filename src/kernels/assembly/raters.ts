/**
 * The inner loops of the raters' view in AssemblyScript on 4-lane SIMD; see `core/rater-kernels.ts`,
 * which repeats the order of every operation, so that both give the same bits. Rows are of `width`
 * floats, a multiple of 8; every pointer is 16-byte aligned.
 */

// @ts-ignore: decorator
@inline
function index(at: usize, k: usize): usize {
  return <usize>load<u32>(at + (k << 2));
}

/** See `RaterLoops.embed`. */
export function embed(
  users: u32,
  count: u32,
  levels: usize,
  own: usize,
  both: usize,
  slopes: usize,
  share: f32,
  width: u32,
): void {
  const bytes: usize = width << 2;
  const shared = f32x4.splat(share);
  let at: usize = 0;
  for (let user: usize = 0; user < users; user++) {
    const first = both + user * 2 * bytes;
    for (let level: usize = 0; level < count; level++) {
      const slope = v128.load_splat<f32>(slopes + (level << 2));
      for (let f: usize = 0; f < bytes; f += 16, at += 16) {
        const a = f32x4.mul(shared, v128.load(first + f));
        const b = f32x4.mul(slope, v128.load(first + bytes + f));
        v128.store(levels + at, f32x4.add(f32x4.add(v128.load(own + at), a), b));
      }
    }
  }
}

/** See `RaterLoops.gatherGradient`. */
export function gatherGradient(
  users: u32,
  count: u32,
  both: usize,
  gradient: usize,
  slopes: usize,
  share: f32,
  width: u32,
): void {
  const bytes: usize = width << 2;
  const shared = f32x4.splat(share);
  let at = gradient;
  for (let user: usize = 0; user < users; user++) {
    const first = both + user * 2 * bytes;
    for (let level: usize = 0; level < count; level++) {
      const slope = v128.load_splat<f32>(slopes + (level << 2));
      for (let f: usize = 0; f < bytes; f += 16, at += 16) {
        const g = v128.load(at);
        const a = first + f;
        const b = a + bytes;
        v128.store(a, f32x4.add(v128.load(a), f32x4.mul(shared, g)));
        v128.store(b, f32x4.add(v128.load(b), f32x4.mul(slope, g)));
      }
    }
  }
}

/** See `RaterLoops.scoreFilm`. */
export function scoreFilm(
  count: u32,
  width: u32,
  levels: usize,
  tastes: usize,
  start: usize,
  film: usize,
  userOf: usize,
  levelOf: usize,
  input: usize,
  score: usize,
): void {
  const bytes: usize = width << 2;
  memory.copy(film, start, bytes);
  for (let k: usize = 0; k < count; k++) {
    if (load<f32>(input + (k << 2)) == 0) continue;
    const x = v128.load_splat<f32>(input + (k << 2));
    const row = levels + index(levelOf, k) * bytes;
    for (let f: usize = 0; f < bytes; f += 16) {
      v128.store(film + f, f32x4.add(v128.load(film + f), f32x4.mul(x, v128.load(row + f))));
    }
  }
  for (let k: usize = 0; k < count; k++) {
    const x = v128.load_splat<f32>(input + (k << 2));
    const row = levels + index(levelOf, k) * bytes;
    const taste = tastes + index(userOf, k) * bytes;
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 32) {
      const a = f32x4.sub(v128.load(film + f), f32x4.mul(x, v128.load(row + f)));
      const b = f32x4.sub(v128.load(film + f, 16), f32x4.mul(x, v128.load(row + f, 16)));
      even = f32x4.add(even, f32x4.mul(v128.load(taste + f), a));
      odd = f32x4.add(odd, f32x4.mul(v128.load(taste + f, 16), b));
    }
    const sum = f32x4.add(even, odd);
    const left = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const right = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    store<f32>(score + (k << 2), left + right);
  }
}

/** See `RaterLoops.addGradients`. */
export function addGradients(
  count: u32,
  width: u32,
  levels: usize,
  levelGradient: usize,
  tastes: usize,
  tasteGradient: usize,
  startGradient: usize,
  film: usize,
  asked: usize,
  userOf: usize,
  levelOf: usize,
  input: usize,
  error: usize,
): void {
  const bytes: usize = width << 2;
  memory.fill(asked, 0, bytes);
  for (let k: usize = 0; k < count; k++) {
    const x = v128.load_splat<f32>(input + (k << 2));
    const e = v128.load_splat<f32>(error + (k << 2));
    const row = levels + index(levelOf, k) * bytes;
    const user = index(userOf, k) * bytes;
    const taste = tastes + user;
    const gradient = tasteGradient + user;
    for (let f: usize = 0; f < bytes; f += 16) {
      const other = f32x4.sub(v128.load(film + f), f32x4.mul(x, v128.load(row + f)));
      v128.store(gradient + f, f32x4.add(v128.load(gradient + f), f32x4.mul(e, other)));
      const more = f32x4.mul(e, v128.load(taste + f));
      v128.store(asked + f, f32x4.add(v128.load(asked + f), more));
    }
  }
  for (let f: usize = 0; f < bytes; f += 16) {
    const at = startGradient + f;
    v128.store(at, f32x4.add(v128.load(at), v128.load(asked + f)));
  }
  for (let k: usize = 0; k < count; k++) {
    if (load<f32>(input + (k << 2)) == 0) continue;
    const x = v128.load_splat<f32>(input + (k << 2));
    const e = v128.load_splat<f32>(error + (k << 2));
    const taste = tastes + index(userOf, k) * bytes;
    const gradient = levelGradient + index(levelOf, k) * bytes;
    for (let f: usize = 0; f < bytes; f += 16) {
      const byOthers = f32x4.sub(v128.load(asked + f), f32x4.mul(e, v128.load(taste + f)));
      v128.store(gradient + f, f32x4.add(v128.load(gradient + f), f32x4.mul(x, byOthers)));
    }
  }
}

/** See `RaterLoops.adam`. */
export function adam(
  length: u32,
  values: usize,
  mean: usize,
  square: usize,
  gradient: usize,
  rate: f32,
  decay: f32,
  meanScale: f32,
  squareScale: f32,
): void {
  const bytes: usize = length << 2;
  const zero = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    const value = v128.load(values + k);
    const g = f32x4.add(v128.load(gradient + k), f32x4.mul(f32x4.splat(decay), value));
    const m = f32x4.add(
      f32x4.mul(f32x4.splat(0.9), v128.load(mean + k)),
      f32x4.mul(f32x4.splat(0.1), g),
    );
    const s = f32x4.add(
      f32x4.mul(f32x4.splat(0.999), v128.load(square + k)),
      f32x4.mul(f32x4.splat(0.001), f32x4.mul(g, g)),
    );
    v128.store(mean + k, m);
    v128.store(square + k, s);
    const up = f32x4.mul(f32x4.splat(rate), f32x4.mul(m, f32x4.splat(meanScale)));
    const root = f32x4.sqrt(f32x4.mul(s, f32x4.splat(squareScale)));
    const down = f32x4.add(root, f32x4.splat(1e-8));
    v128.store(values + k, f32x4.sub(value, f32x4.div(up, down)));
    v128.store(gradient + k, zero);
  }
}
