const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  data: "text/plain; charset=iso-8859-1", // of MovieLens 100K, as is the next
  item: "text/plain; charset=iso-8859-1",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  png: "image/png",
  safetensors: "application/octet-stream",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};

/** The media type of a file, told by the end of its name. */
export function mediaType(path: string): string {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  return Object.hasOwn(TYPES, ending) ? TYPES[ending]! : "application/octet-stream";
}

/** Is it worth sending compressed? Fonts and pictures are compressed already. */
export function isCompressible(path: string): boolean {
  return /^text\/|json$|svg\+xml$|^application\/wasm$/u.test(mediaType(path));
}
