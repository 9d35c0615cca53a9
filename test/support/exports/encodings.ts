const FROM_0X80 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** The ways in which tables are found to be written. */
export const ENCODINGS = {
  "UTF-8": (text: string): Uint8Array => new TextEncoder().encode(text),
  "UTF-8 with a byte order mark": (text: string): Uint8Array =>
    new TextEncoder().encode(`\ufeff${text}`),
  "Windows-1252": windows1252,
  "UTF-16 LE with a byte order mark": (text: string): Uint8Array => utf16(`\ufeff${text}`, true),
  "UTF-16 BE with a byte order mark": (text: string): Uint8Array => utf16(`\ufeff${text}`, false),
  "UTF-16 LE": (text: string): Uint8Array => utf16(text, true),
  "UTF-16 BE": (text: string): Uint8Array => utf16(text, false),
} as const;

function windows1252(text: string): Uint8Array {
  return Uint8Array.from([...text], (letter) => {
    const high = FROM_0X80.indexOf(letter);
    return high >= 0 ? 0x80 + high : letter.charCodeAt(0);
  });
}

function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let k = 0; k < text.length; k++) view.setUint16(2 * k, text.charCodeAt(k), isLittleEndian);
  return new Uint8Array(view.buffer);
}
