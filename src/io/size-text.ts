import { counted, grouped } from "./counted.ts";

const MEGABYTE = 2 ** 20;
const GIGABYTE = 2 ** 30;

/** `8 bytes`, `128 MB`, `10 GB`; parts of a megabyte count whole, so what is above a limit reads as more. */
export function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return counted(bytes, "byte");
  if (bytes % GIGABYTE === 0) return `${grouped(bytes / GIGABYTE)} GB`;
  return `${grouped(Math.ceil(bytes / MEGABYTE))} MB`;
}
