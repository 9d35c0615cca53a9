import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { EveningFilters, Fame } from "./evening-filters.ts";
import { countAsked, NO_FILTERS } from "./evening-filters.ts";

/** What someone wants tonight, folded away until asked for. */
export function FiltersFold({
  filters,
  wished,
  onChange,
}: {
  readonly filters: EveningFilters;
  /** Films on their watchlist. */
  readonly wished: number;
  onChange(filters: EveningFilters): void;
}): JSX.Element {
  const { facts } = useApp();
  const asked = countAsked(filters);
  const set = (part: Partial<EveningFilters>): void => onChange({ ...filters, ...part });
  return (
    <details class="tonight-filters">
      <summary>{asked === 0 ? "Filters" : `Filters (${asked})`}</summary>
      <form class="tonight-fields" onSubmit={(event) => event.preventDefault()}>
        <YearField
          label="From year"
          value={filters.fromYear}
          years={facts.years}
          onYear={(fromYear) => set({ fromYear })}
        />
        <YearField
          label="To year"
          value={filters.toYear}
          years={facts.years}
          onYear={(toYear) => set({ toYear })}
        />
        <GenreField
          label="Genre"
          none="any"
          value={filters.genre}
          onGenre={(genre) => set({ genre })}
        />
        <GenreField
          label="But no"
          none="—"
          value={filters.withoutGenre}
          onGenre={(withoutGenre) => set({ withoutGenre })}
        />
        <FameField fame={filters.fame} onFame={(fame) => set({ fame })} />
        <WatchlistField
          wished={wished}
          isOnly={filters.isWatchlistOnly}
          onOnly={(isWatchlistOnly) => set({ isWatchlistOnly })}
        />
        <button
          type="button"
          class="link-button"
          onClick={() => onChange({ ...NO_FILTERS, surprise: filters.surprise })}
        >
          Clear
        </button>
      </form>
    </details>
  );
}

function YearField({
  label,
  value,
  years,
  onYear,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly years: { readonly from: number; readonly to: number };
  onYear(year: number | undefined): void;
}): JSX.Element {
  return (
    <label>
      {label}
      <input
        class="field"
        type="number"
        inputMode="numeric"
        min={years.from}
        max={years.to}
        placeholder={String(label.startsWith("From") ? years.from : years.to)}
        value={value ?? ""}
        onInput={(event) => {
          const { value: text, valueAsNumber } = event.currentTarget;
          if (text === "") onYear(undefined);
          else if (Number.isInteger(valueAsNumber) && /^\d{4}$/u.test(text)) onYear(valueAsNumber);
        }}
      />
    </label>
  );
}

function GenreField({
  label,
  none,
  value,
  onGenre,
}: {
  readonly label: string;
  readonly none: string;
  readonly value: string;
  onGenre(genre: string): void;
}): JSX.Element {
  const { genres } = useApp().facts;
  return (
    <label>
      {label}
      <select class="field" value={value} onChange={(event) => onGenre(event.currentTarget.value)}>
        <option value="">{none}</option>
        {genres.map((genre) => (
          <option key={genre} value={genre}>
            {genre.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}

function FameField({
  fame,
  onFame,
}: {
  readonly fame: Fame;
  onFame(fame: Fame): void;
}): JSX.Element {
  return (
    <label>
      How well known
      <select
        class="field"
        value={fame}
        onChange={(event) => onFame(event.currentTarget.value as Fame)}
      >
        <option value="any">all the same</option>
        <option value="well known">films everyone knows</option>
        <option value="less known">films few know</option>
      </select>
    </label>
  );
}

function WatchlistField({
  wished,
  isOnly,
  onOnly,
}: {
  readonly wished: number;
  readonly isOnly: boolean;
  onOnly(isOnly: boolean): void;
}): JSX.Element {
  return (
    <label class="tonight-check">
      <input
        type="checkbox"
        checked={isOnly}
        disabled={wished === 0}
        onChange={(event) => onOnly(event.currentTarget.checked)}
      />
      {wished === 0 ? "Only from my watchlist (it is empty)" : `Only from my watchlist (${wished})`}
    </label>
  );
}
