import type { OpenAPIHono } from "@hono/zod-openapi";
import { MOST_EXPORT_BYTES, postImport } from "../../contract/ratings-routes.ts";
import type { ReadExportOptions } from "../../io/exports/read-export.ts";
import { bodyBytes } from "../http/read-body.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { askedColumns } from "./asked-columns.ts";
import { importReaderOf } from "./import-reader.ts";
import { storeImport } from "./store-import.ts";

/** What a file without a name is called in messages. */
const FILE = "export";

/** An export read, and stored where a person is named. */
export function mountPostImport(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(postImport, async (context) => {
    const served = service.models.current;
    const { personId, file = FILE, columns, scale, listAs } = context.req.valid("query");
    const options: ReadExportOptions = {
      ...{ scale, listAs },
      columns: columns === undefined ? undefined : askedColumns(columns),
    };
    const reader = importReaderOf(service.store);
    const read = await reader.bytes.during(bytesOf(context.req.raw), async () => {
      const bytes = await bodyBytes(context.req.raw, { mostBytes: MOST_EXPORT_BYTES });
      return reader.read(served.model, { bytes, file, options });
    });
    const stored =
      personId === undefined ? null : await storeImport(service, served, personId, read);
    return context.json({ ...read.json, stored }, 200);
  });
}

/** How many bytes a body may come to have. */
function bytesOf(request: Request): number {
  const length = request.headers.get("Content-Length");
  return length === null ? MOST_EXPORT_BYTES : Math.min(Number(length), MOST_EXPORT_BYTES);
}
