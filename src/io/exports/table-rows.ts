import { counted } from "../counted.ts";
import type { LooseRow } from "../csv-rows.ts";
import {
  dateOfCell,
  hasDayFirst,
  imdbIdOfCell,
  numberOfCell,
  titleOfCell,
  tmdbIdOfCell,
  yearOfCell,
} from "./cell-values.ts";
import type { ExportCollector, UnratedList, Wrong } from "./export-collector.ts";
import type { ReadFile } from "./export-format.ts";
import { MOST_TITLE_CHARACTERS } from "./export-limits.ts";
import { exportedFilm } from "./exported-film.ts";
import { scaleOfValues, scaleText, starsOf } from "./export-scale.ts";
import type { ExportTable } from "./export-table.ts";
import type { ExportedFilm, ExportScale } from "./person-export.ts";
import type { TableLayout } from "./table-layout.ts";
import { withYearInTitle } from "./title-with-year.ts";

/** Reads the rows of a table whose layout is known, each into one place of `collector`. */
export function readRows(
  table: ExportTable,
  layout: TableLayout,
  scale: ExportScale | undefined,
  collector: ExportCollector,
): ReadFile {
  const found = scale ?? layout.scale ?? scaleOfColumn(table, layout);
  const reader = new RowReader(table, layout, found);
  for (const row of table.rows) reader.read(row, collector);
  return { format: layout.format, scale: found };
}

function scaleOfColumn({ rows }: ExportTable, { columns }: TableLayout): ExportScale {
  const texts = rows.map(({ cells }) => cells[columns.rating ?? -1] ?? "");
  return scaleOfValues(texts.map((text) => numberOfCell(text) ?? NaN));
}

class RowReader {
  readonly #table: ExportTable;
  readonly #layout: TableLayout;
  readonly #scale: ExportScale;
  readonly #dayFirst: boolean;

  constructor(table: ExportTable, layout: TableLayout, scale: ExportScale) {
    this.#table = table;
    this.#layout = layout;
    this.#scale = scale;
    const { dates } = layout.columns;
    const texts = table.rows.flatMap(({ cells }) => dates.map((column) => cells[column] ?? ""));
    this.#dayFirst = hasDayFirst(texts);
  }

  read(row: LooseRow, collector: ExportCollector): void {
    const { columns, kindOf, weight } = this.#layout;
    const place = { file: this.#table.file, line: row.line };
    const kind = kindOf?.(cellAt(row, columns.type)) ?? "film";
    const wrongWidth = this.#wrongWidth(row);
    if (wrongWidth !== undefined) return collector.refuse(place, wrongWidth);
    if (kind !== "film") return collector.leaveOut(kind);
    const film = this.#film(row);
    if ("wanted" in film) return collector.refuse(place, film);
    const stars = this.#stars(row);
    if (typeof stars === "object") return collector.refuse(place, stars);
    if (stars !== undefined) {
      return collector.addRating({ ...film, rating: stars }, weight ?? "current");
    }
    const list = this.#listOf(row);
    if (typeof list === "object") return collector.refuse(place, list);
    collector.addFilm(list, film);
  }

  /** Of a film without a rating. */
  #listOf(row: LooseRow): UnratedList | Wrong {
    const { columns, listOf, listWords, unrated } = this.#layout;
    if (listOf === undefined) return unrated;
    const list = listOf(cellAt(row, columns.list));
    if (list === undefined) return this.#wrong(row, columns.list, `must be one of ${listWords!}`);
    if (list !== "rated") return list;
    return this.#wrong(row, columns.rating, "must not be empty in a row of a film that was rated");
  }

  /** Spreadsheets add empty cells at the end, which do no harm. */
  #wrongWidth({ cells, width }: LooseRow): Wrong | undefined {
    const wanted = this.#table.header.length;
    const extra = cells.slice(wanted).some((cell) => cell.trim() !== "");
    if (cells.length >= wanted && !extra && width <= cells.length) return undefined;
    return {
      wanted: `a row must have ${counted(wanted, "cell")} as the header has, this one has ${width}`,
    };
  }

  #film(row: LooseRow): ExportedFilm | Wrong {
    const { columns, hasYearInTitle } = this.#layout;
    const title = titleOfCell(cellAt(row, columns.title));
    const imdbId = imdbIdOfCell(cellAt(row, columns.imdb));
    const tmdbId = tmdbIdOfCell(cellAt(row, columns.tmdb));
    const year = yearOfCell(cellAt(row, columns.year));
    if (title.length > MOST_TITLE_CHARACTERS) {
      const wanted = `must have at most ${MOST_TITLE_CHARACTERS} characters`;
      return this.#wrong(row, columns.title, wanted);
    }
    if (imdbId === null) return this.#wrong(row, columns.imdb, "must be an id such as tt0114709");
    if (tmdbId === null) return this.#wrong(row, columns.tmdb, "must be a number such as 275");
    if (year === null) {
      return this.#wrong(row, columns.year, "must be a year of four digits or empty");
    }
    if (title === "" && imdbId === undefined && tmdbId === undefined) {
      const column = columns.title ?? columns.imdb ?? columns.tmdb;
      return this.#wrong(row, column, `must be ${NAMES_A_FILM} that is not empty`);
    }
    const otherTitle = titleOfCell(cellAt(row, columns.otherTitle));
    const film = exportedFilm({
      ...{ title, year, imdbId, tmdbId, date: this.#dateOf(row) },
      otherTitle: otherTitle === "" || otherTitle === title ? undefined : otherTitle,
      ...{ file: this.#table.file, line: row.line },
    });
    return hasYearInTitle === true ? withYearInTitle(film) : film;
  }

  #dateOf(row: LooseRow): string | undefined {
    for (const column of this.#layout.columns.dates) {
      const date = dateOfCell(cellAt(row, column), this.#dayFirst);
      if (date !== undefined) return date;
    }
    return undefined;
  }

  /** `undefined` for an empty cell. */
  #stars(row: LooseRow): number | undefined | Wrong {
    const { rating, rating10 } = this.#layout.columns;
    for (const [column, scale] of [
      [rating, this.#scale],
      [rating10, "1-10"],
    ] as const) {
      const text = cellAt(row, column).trim();
      if (text === "") continue;
      const value = numberOfCell(text);
      const stars = starsOf(value ?? NaN, scale);
      return stars ?? this.#wrong(row, column, `must be ${scaleText(scale, value)}`);
    }
    return undefined;
  }

  #wrong(row: LooseRow, column: number | undefined, must: string): Wrong {
    if (column === undefined) return { wanted: `a row ${must}` };
    const wanted = `"${this.#table.header[column]!}" ${must}`;
    return { wanted, column: column + 1, found: row.cells[column] };
  }
}

const NAMES_A_FILM = "a title or an id";

function cellAt({ cells }: LooseRow, column: number | undefined): string {
  return column === undefined ? "" : (cells[column] ?? "");
}
