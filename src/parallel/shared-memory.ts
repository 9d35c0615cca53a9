/** Whether memory can be shared between threads: pages may do so only where they are isolated. */
export function canShare(): boolean {
  return typeof SharedArrayBuffer !== "undefined";
}

/** A copy that all threads see; the array itself where memory cannot be shared. */
export function shared<T extends Uint8Array | Uint32Array | Float32Array>(
  make: new (memory: ArrayBufferLike) => T,
  values: T,
): T {
  if (!canShare()) return values;
  const out = new make(new SharedArrayBuffer(values.byteLength));
  out.set(values);
  return out;
}
