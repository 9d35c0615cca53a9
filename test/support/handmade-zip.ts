/** An archive of one file by hand, whose headers say whatever they are told to. */
export function handmade(
  name: string,
  data: readonly Uint8Array[],
  {
    size,
    method = 8,
    crc = 0,
    flags = 0,
  }: { size: number; method?: number; crc?: number; flags?: number },
): Blob {
  const filename = new TextEncoder().encode(name);
  const packed = data.reduce((sum, part) => sum + part.length, 0);
  const zip64 = size > 0xffffffff;
  const extra = new DataView(new ArrayBuffer(zip64 ? 20 : 0));
  if (zip64) {
    extra.setUint16(0, 1, true);
    extra.setUint16(2, 16, true);
    extra.setBigUint64(4, BigInt(size), true);
    extra.setBigUint64(12, BigInt(packed), true);
  }
  const common = (view: DataView, at: number): void => {
    view.setUint16(at, zip64 ? 45 : 20, true);
    view.setUint16(at + 2, flags, true);
    view.setUint16(at + 4, method, true);
    view.setUint32(at + 10, crc, true);
    view.setUint32(at + 14, zip64 ? 0xffffffff : packed, true);
    view.setUint32(at + 18, zip64 ? 0xffffffff : size, true);
    view.setUint16(at + 22, filename.length, true);
    view.setUint16(at + 24, extra.byteLength, true);
  };
  const local = new DataView(new ArrayBuffer(30));
  local.setUint32(0, 0x04034b50, true);
  common(local, 4);
  const central = new DataView(new ArrayBuffer(46));
  central.setUint32(0, 0x02014b50, true);
  central.setUint16(4, 20, true);
  common(central, 6);
  const directory = central.byteLength + filename.length + extra.byteLength;
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, directory, true);
  end.setUint32(16, local.byteLength + filename.length + extra.byteLength + packed, true);
  const parts = [local, filename, extra, ...data, central, filename, extra, end];
  return new Blob(parts as BlobPart[]);
}
