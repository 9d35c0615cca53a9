import type { OpenAPIHono } from "@hono/zod-openapi";
import { MOST_EXPORT_BYTES, postImport } from "../../contract/ratings-routes.ts";
import { DataError } from "../../core/errors.ts";
import type { PersonExport } from "../../io/exports/person-export.ts";
import { readExport } from "../../io/exports/read-export.ts";
import { importFilms } from "../../io/import-films.ts";
import { ProblemError } from "../http/problem-error.ts";
import { bodyBytes } from "../http/read-body.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { importJson } from "./import-json.ts";
import { storeImport } from "./store-import.ts";

/** What a file without a name is called in messages. */
const FILE = "export";

/** An export read, and stored where a person is named. */
export function mountPostImport(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(postImport, async (context) => {
    const served = service.models.current;
    const { personId, file = FILE } = context.req.valid("query");
    const bytes = await bodyBytes(context.req.raw, { mostBytes: MOST_EXPORT_BYTES });
    const told = await readTold(bytes, file);
    const films = importFilms(told, served.model.catalogue, undefined);
    if (personId !== undefined) await storeImport(service, served, personId, films);
    return context.json({ ...importJson(served, films), stored: personId !== undefined }, 200);
  });
}

/** What is wrong is told by its place; nothing of the file is quoted. */
async function readTold(bytes: Uint8Array, file: string): Promise<PersonExport> {
  try {
    return await readExport(bytes, file);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new ProblemError("export-unreadable", { detail: error.message }, { cause: error });
  }
}
