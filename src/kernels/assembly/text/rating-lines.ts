// Lines of ratings to columns of numbers: eight bytes at a time instead of one. Must give what
// ../../rating-lines.ts gives, whose comments say what is plain. May read, but does not use, up to
// 16 bytes beyond the end.

const LINES_AT_ONCE: u32 = 4096;
const LINE_FEED: u32 = 10;
const CARRIAGE_RETURN: u32 = 13;
const DOT: u32 = 46;
const ZERO: u32 = 48;
const MOST_RATING_BYTES: usize = 9;
const MOST_TIME_DIGITS: u32 = 15;

/** Lines that the last call gave. */
let count: u32 = 0;

export function lineCount(): u32 {
  return count;
}

// @ts-ignore: decorator
@inline
function isDigit(character: u32): bool {
  return character - ZERO <= 9;
}

/** How many of the eight characters before the first that is no digit. */
// @ts-ignore: decorator
@inline
function digitsOf(text: u64): u32 {
  const low = text ^ 0x3030303030303030;
  // A carry out of a byte ≥ 0x8a only spoils what stands after it, and it is no digit itself.
  const others = ((low + 0x7676767676767676) | low) & 0x8080808080808080;
  return <u32>(ctz(others) >> 3); // 8 where all are digits: ctz(0) is 64
}

/** The number that the first `digits` characters are, 1 to 8. */
// @ts-ignore: decorator
@inline
function numberOf(text: u64, digits: u32): u64 {
  const low = (text ^ 0x3030303030303030) << (<u64>(8 - digits) << 3);
  const pairs = low * 10 + (low >> 8);
  const mask: u64 = 0x000000ff000000ff;
  const outer = (pairs & mask) * 0x000f424000000064;
  const inner = ((pairs >> 16) & mask) * 0x0000271000000001;
  return (outer + inner) >> 32;
}

/** 10 to the power of 0 … 7. */
// @ts-ignore: decorator
@inline
function powerOfTen(exponent: u32): u64 {
  let power: u64 = exponent & 1 ? 10 : 1;
  if (exponent & 2) power *= 100;
  if (exponent & 4) power *= 10_000;
  return power;
}

/** How many digits stand at `at`; 16 where they are more than 15. */
// @ts-ignore: decorator
@inline
function digitsAt(at: usize): u32 {
  const digits = digitsOf(load<u64>(at));
  return digits < 8 ? digits : 8 + digitsOf(load<u64>(at, 8));
}

/** The whole number of 0 to 15 digits at `at`. */
// @ts-ignore: decorator
@inline
function wholeNumber(at: usize, digits: u32): u64 {
  const first = load<u64>(at);
  if (digits <= 8) return digits == 0 ? 0 : numberOf(first, digits);
  const more = digits - 8;
  return numberOf(first, 8) * powerOfTen(more) + numberOf(load<u64>(at, 8), more);
}

/** Whether the number at `at` is as JavaScript writes it, and exact. */
// @ts-ignore: decorator
@inline
function isPlain(at: usize, digits: u32): bool {
  return digits - 1 < 15 && (digits == 1 || load<u8>(at) != ZERO);
}

/** Long, as its twin is; the places of all that it writes are given. Returns where it stopped. */
export function readLines(
  from: usize,
  to: usize,
  separator: u32,
  separatorBytes: usize,
  fewestColumns: u32,
  mostColumns: u32,
  min: f64,
  max: f64,
  /** 0 where the fourth column is not the time. */
  lastTime: u32,
  userId: usize,
  movieId: usize,
  value: usize,
  timestamp: usize,
): usize {
  const isDouble = separatorBytes == 2;
  let n: u32 = 0;
  let start = from;
  while (start < to && n < LINES_AT_ONCE) {
    let digits = digitsAt(start);
    if (!isPlain(start, digits)) break;
    const user = wholeNumber(start, digits);
    let at = start + digits;
    if (load<u8>(at) != separator) break;
    if (isDouble && load<u8>(at, 1) != separator) break;
    at += separatorBytes;

    digits = digitsAt(at);
    if (!isPlain(at, digits)) break;
    const movie = wholeNumber(at, digits);
    at += digits;
    if (load<u8>(at) != separator) break;
    if (isDouble && load<u8>(at, 1) != separator) break;
    at += separatorBytes;

    const ratingStart = at;
    let whole: u32 = 0;
    let unit: u32 = 1;
    let digit: u32 = <u32>load<u8>(at) - ZERO;
    const short = load<u32>(at);
    if ((short & 0xff00) == DOT << 8 && isDigit(short & 0xff) && isDigit((short >> 16) & 0xff) && !isDigit(short >> 24)) {
      // 4.5: nearly all
      whole = (short & 15) * 10 + ((short >> 16) & 15);
      unit = 10;
      digit = (short >> 24) - ZERO;
      at += 3;
    } else {
      while (digit <= 9 && at - ratingStart <= MOST_RATING_BYTES) {
        whole = whole * 10 + digit;
        digit = <u32>load<u8>(++at) - ZERO;
      }
      if (at == ratingStart) break;
      if (digit == DOT - ZERO) {
        digit = <u32>load<u8>(++at) - ZERO;
        while (digit <= 9 && at - ratingStart <= MOST_RATING_BYTES) {
          whole = whole * 10 + digit;
          unit *= 10;
          digit = <u32>load<u8>(++at) - ZERO;
        }
      }
      if (at - ratingStart > MOST_RATING_BYTES) break;
    }
    const rating = <f64>whole / <f64>unit;

    let columns: u32 = 3;
    let time: u64 = 0;
    if (digit == separator - ZERO) {
      columns = 4;
      at += separatorBytes;
      if (isDouble && load<u8>(at - 1) != separator) break;
      digits = digitsAt(at);
      if (digits > MOST_TIME_DIGITS) break;
      time = wholeNumber(at, digits);
      at += digits;
      if (time > <u64>lastTime) time = 0;
    }
    if (load<u8>(at) == CARRIAGE_RETURN) at++;
    if (load<u8>(at) != LINE_FEED) break;
    if (columns < fewestColumns || columns > mostColumns) break;
    if (!(rating >= min && rating <= max)) break;
    store<f64>(userId + (n << 3), <f64>user);
    store<f64>(movieId + (n << 3), <f64>movie);
    store<f32>(value + (n << 2), <f32>rating);
    store<u32>(timestamp + (n << 2), <u32>time);
    n++;
    start = at + 1;
  }
  count = n;
  return start;
}
