import { z } from "@hono/zod-openapi";
import type { Fetch } from "../../src/client/client-options.ts";
import { RatingLine } from "../../src/contract/ratings-routes.ts";
import type { OperationId } from "../../src/contract/routes.ts";
import { ROUTES } from "../../src/contract/routes.ts";

/** A request as the schemas of its route understood it. */
export interface Understood {
  readonly id: OperationId;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What of a route is looked at here. */
interface AnyRoute {
  readonly method: string;
  readonly path: string;
  readonly request?: {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: { readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>> };
  };
  readonly responses: object;
}

/** A `fetch` that takes only what the contract has, and answers `{}` with the status of its success. */
export function contractFetch(): { readonly fetch: Fetch; readonly understood: Understood[] } {
  const understood: Understood[] = [];
  const fetch: Fetch = async (address, init) => {
    const request = new Request(address, init);
    const url = new URL(request.url);
    const [id, route, params] = routeFor(request.method, url.pathname);
    understood.push({
      id,
      params: (route.request?.params ?? z.strictObject({})).parse(params),
      query: (route.request?.query ?? z.strictObject({})).parse(queryOf(url.searchParams)),
      body: await bodyOf(request, route),
    });
    const status = [200, 202, 204].find((success) => success in route.responses)!;
    return new Response(status === 204 ? null : "{}", { status });
  };
  return { fetch, understood };
}

function routeFor(method: string, path: string): [OperationId, AnyRoute, Record<string, string>] {
  for (const [id, route] of Object.entries(ROUTES) as [OperationId, AnyRoute][]) {
    const pattern = route.path.replaceAll(/\{(\w+)\}/gu, "(?<$1>[^/]+)");
    const found = new RegExp(`^${pattern}$`, "u").exec(path);
    if (found === null || route.method !== method.toLowerCase()) continue;
    const groups = Object.entries(found.groups ?? {});
    return [id, route, Object.fromEntries(groups.map(([k, v]) => [k, decodeURIComponent(v)]))];
  }
  throw new Error(`no route for ${method} ${path}`);
}

function queryOf(parameters: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}

async function bodyOf(request: Request, route: AnyRoute): Promise<unknown> {
  const content = route.request?.body?.content;
  const text = await request.text();
  if (content === undefined) {
    if (text !== "") throw new Error("a body for a route that takes none");
    return undefined;
  }
  const type = request.headers.get("Content-Type") ?? "";
  const schema = content[type]?.schema;
  if (schema === undefined) throw new Error(`a body of type "${type}"`);
  if (type === "application/json") return schema.parse(JSON.parse(text));
  if (type !== "application/x-ndjson") return text;
  return text
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [RatingLine.parse(JSON.parse(line))]));
}
