import { merged, typesOf } from "./docs-example.ts";
import type { Schema, Schemas } from "./docs-model.ts";
import { resolved } from "./docs-model.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import { prose } from "./prose.ts";

/** A field of a body or a parameter, in words. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly kind: string;
  readonly description: string;
}

const DEEPEST = 4;

/** The fields of a schema, those inside others by a path such as `picks[].why[].share`. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix = "", depth = 0): Field[] {
  const { properties = {}, required = [] } = whole(schema, schemas);
  return Object.entries(properties).flatMap(([key, field]) => {
    const name = prefix + key;
    const own = whole(field, schemas);
    const told: Field = {
      ...{ name, required: required.includes(key), kind: kindOf(field, schemas) },
      description: field.description ?? own.description ?? "",
    };
    return depth >= DEEPEST ? [told] : [told, ...inside(field, schemas, name, depth + 1)];
  });
}

function inside(field: Schema, schemas: Schemas, name: string, depth: number): Field[] {
  const own = whole(field, schemas);
  if (own.items !== undefined) return inside(own.items, schemas, `${name}[]`, depth);
  if (own.anyOf !== undefined) {
    const seen = own.anyOf.flatMap((choice) => inside(choice, schemas, name, depth));
    return seen.filter(
      (one, index) => seen.findIndex((other) => other.name === one.name) === index,
    );
  }
  return fieldsOf(own, schemas, `${name}.`, depth);
}

/** Type and bounds, such as "integer, 1 to 100". */
export function kindOf(schema: Schema, schemas: Schemas): string {
  const own = whole(schema, schemas);
  if (own.enum !== undefined) return own.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (own.anyOf !== undefined) {
    return [...new Set(own.anyOf.map((choice) => kindOf(choice, schemas)))].join(" or ");
  }
  const types = own.type === undefined ? typesOf(own) : [own.type].flat();
  const [type] = typesOf(own);
  if (type === "array") {
    const items = kindOf(own.items ?? {}, schemas);
    const most = own.maxItems === undefined ? "" : `, up to ${number(own.maxItems)}`;
    return `list${most}: ${items}`;
  }
  const name = types.map((one) => TYPE_NAMES[one] ?? one).join(" or ") || "anything";
  return [own.format === "date-time" ? name.replace("text", "time") : name, bounds(own)]
    .filter((part) => part !== "")
    .join(", ");
}

const TYPE_NAMES: Readonly<Record<string, string>> = { string: "text", boolean: "true or false" };

function bounds({ minimum, maximum, maxLength }: Schema): string {
  if (maxLength !== undefined) return `at most ${number(maxLength)} characters`;
  if (minimum !== undefined && maximum !== undefined) {
    return `${number(minimum)} to ${number(maximum)}`;
  }
  if (minimum !== undefined) return `at least ${number(minimum)}`;
  return maximum === undefined ? "" : `at most ${number(maximum)}`;
}

function number(value: number): string {
  if (value < 10_000) return String(value); // years are no amounts
  return value.toLocaleString("en").replaceAll(",", "\u202F");
}

function whole(schema: Schema, schemas: Schemas): Schema {
  const own = resolved(schema, schemas);
  return own.allOf === undefined ? own : { ...own, ...merged(own.allOf, schemas) };
}

/** Fields as a table of two columns, which a narrow screen has room for. */
export function fieldTable(
  caption: string,
  fields: readonly Field[],
  of: "request" | "answer" = "request",
): Markup {
  const mark = ({ required }: Field): Markup | string => {
    if (required) return of === "request" ? html` <span class="must">needed</span>` : "";
    return of === "answer" ? html` <span class="kind">not always</span>` : "";
  };
  const rows = fields.map(
    (field) =>
      html`<tr>
        <th scope="row"><code>${field.name}</code>${mark(field)}</th>
        <td><span class="kind">${field.kind}</span>${described(field)}</td>
      </tr> `,
  );
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${rows}
    </tbody>
  </table> `;
}

function described({ description }: Field): Markup | string {
  return description === "" ? "" : html`<br />${prose(description)}`;
}
