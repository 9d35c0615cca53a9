import type { JSX } from "preact";
import type { EveningFilters } from "./evening-filters.ts";

/** From the best films to others that are nearly as good. */
export function Surprise({
  filters,
  onChange,
}: {
  readonly filters: EveningFilters;
  onChange(filters: EveningFilters): void;
}): JSX.Element {
  return (
    <label class="tonight-surprise">
      surprise me
      <input
        type="range"
        min="0"
        max="1"
        step="0.25"
        value={filters.surprise}
        aria-valuetext={surpriseText(filters.surprise)}
        onInput={(event) => onChange({ ...filters, surprise: event.currentTarget.valueAsNumber })}
      />
    </label>
  );
}

function surpriseText(value: number): string {
  if (value === 0) return "the best films";
  return value < 0.6 ? "some that are nearly as good" : "many that are nearly as good";
}
