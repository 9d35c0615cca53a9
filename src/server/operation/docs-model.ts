import type { OpenApiDocument } from "../../contract/openapi.ts";

/** A JSON Schema, as much of it as the page reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

export type Contents = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Answer {
  readonly description: string;
  readonly content?: Contents;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly description?: string; readonly content: Contents };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly "x-scope"?: string;
}

/** A route, as the page tells of it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export interface Tag {
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly Route[];
}

/** Schemas of the document by name. */
export type Schemas = Readonly<Record<string, Schema>>;

/** What of the document the page shows. */
export interface DocsModel {
  readonly version: string;
  readonly description: string;
  readonly keys: string;
  readonly tags: readonly Tag[];
  readonly schemas: Schemas;
}

/** Reads the document; a tag that routes have and nobody declared is shown too. */
export function docsModel(document: OpenApiDocument): DocsModel {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, operation },
    })),
  );
  const declared = new Map((document.tags ?? []).map((tag) => [tag.name, tag.description ?? ""]));
  for (const { operation } of routes) {
    const [name = "other"] = operation.tags ?? [];
    if (!declared.has(name)) declared.set(name, "");
  }
  const scheme = document.components?.securitySchemes?.["apiKey"] as Answer | undefined;
  return {
    version: document.info.version,
    description: document.info.description ?? "",
    keys: scheme?.description ?? "",
    tags: [...declared].map(([name, description]) => ({
      ...{ name, description },
      routes: routes.filter(({ operation }) => (operation.tags?.[0] ?? "other") === name),
    })),
    schemas: document.components?.schemas ?? {},
  };
}

/** The schema that is meant. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.replace("#/components/schemas/", "");
  return name === undefined ? schema : (schemas[name] ?? {});
}
