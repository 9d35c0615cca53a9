import { Model } from "../../index.ts";
import { DataError } from "../../core/errors.ts";

/** Beside the page, wherever that is. */
const MODEL_FILE = "movielens-latest-small.safetensors";

/** The model, fetched when it is first asked for; a fetch that failed is tried again. */
export function modelOpener(base: string): () => Promise<Model> {
  let opening: Promise<Model> | undefined;
  return () => {
    opening ??= fetchModel(new URL(MODEL_FILE, base)).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

async function fetchModel(url: URL): Promise<Model> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new DataError(
      "Cannot load the model: the server did not answer; check the connection and reload",
      undefined,
      { cause },
    );
  }
  if (!response.ok) {
    throw new DataError(
      `Cannot load the model: the server answered ${response.status} for ${MODEL_FILE}; it belongs beside index.html`,
    );
  }
  return Model.fromBytes(await response.arrayBuffer());
}
