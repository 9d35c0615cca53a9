import type { TitleSearch } from "../../search/title-search.ts";
import { titleSearch } from "../../search/title-search.ts";
import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Titles by what is typed, typos forgiven. */
export function searchCalls(opened: () => Promise<OpenCore>): Pick<CoreService, "search"> {
  let search: TitleSearch | undefined;
  return {
    async search([text, count]) {
      const { model, cards } = await opened();
      search ??= titleSearch(model);
      return search(text)
        .slice(0, count)
        .map((row) => cards.film(row));
    },
  };
}
