import { titleOfCell } from "./cell-values.ts";

/** An object of a JSON text, of which only its own fields count. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether it is an object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field of its own, never one that all objects have; `undefined` where it is null or missing. */
export function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** A text in one line; empty where there is none. */
export function textField(object: JsonObject, name: string): string {
  const value = fieldOf(object, name);
  return typeof value === "string" ? titleOfCell(value) : "";
}

/** As the cell of a table would have it: numbers as text, all that is neither as `?`. */
export function cellField(object: JsonObject, name: string): string {
  const value = fieldOf(object, name);
  if (value === undefined) return "";
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}
