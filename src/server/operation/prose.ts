import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

/** A sentence of the contract, in which `…` is code. */
export function prose(text: string): Markup {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return html`${text}`; // one is alone: nothing is meant by it
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
