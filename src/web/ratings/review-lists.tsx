import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { FoundRow, ImportedFile, OpenRow } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { ratingText } from "../parts/stars-text.ts";
import type { Choice, Choices } from "./import-change.ts";
import { Fold } from "./fold.tsx";
import { LongList } from "./long-list.tsx";
import { looseRows } from "./review-words.ts";
import { LIST_WORDS, RowChoice } from "./row-choice.tsx";

/** Rows with a choice are larger than a line. */
const CHOICES_A_PAGE = 20;

type Row = FoundRow | OpenRow;

interface ReviewListsProps {
  readonly imported: ImportedFile;
  readonly choices: Choices;
  onChoose(row: Row, choice: Choice | undefined): void;
}

/** The rows of a file by how sure they are; what needs a look is open. */
export function ReviewLists({ imported, ...choosing }: ReviewListsProps): JSX.Element {
  const { found, ambiguous, unknown, leftOut, faults } = imported;
  const kept = found.length + ambiguous.length + unknown.length;
  const loose = useMemo(() => looseRows(imported), [imported]);
  return (
    <div class="ratings-folds">
      <Fold title="Which film is it?" count={ambiguous.length} isOpen>
        {() => (
          <RowChoices rows={ambiguous} label="Rows that could be several films" {...choosing} />
        )}
      </Fold>
      <Fold title="Worth a look: recognised less surely" count={loose.length}>
        {() => <RowChoices rows={loose} label="Rows recognised less surely" {...choosing} />}
      </Fold>
      <Fold title="Not known here" count={unknown.length}>
        {() => (
          <>
            <p class="quiet">
              They are kept aside and are part of what you download. If one goes by another name
              here, find it.
            </p>
            <RowChoices rows={unknown} label="Rows of unknown films" {...choosing} />
          </>
        )}
      </Fold>
      <Fold title="Left out" count={imported.rows - kept}>
        {() => (
          <LongList items={[...leftOut, ...faults]} label="Rows left out">
            {(text) => (
              <li key={text} class="quiet">
                {text}
              </li>
            )}
          </LongList>
        )}
      </Fold>
      <Fold title="All that were recognised" count={found.length}>
        {() => <Recognised rows={found} />}
      </Fold>
    </div>
  );
}

function RowChoices({
  rows,
  label,
  choices,
  onChoose,
}: Omit<ReviewListsProps, "imported"> & {
  readonly rows: readonly Row[];
  readonly label: string;
}): JSX.Element {
  return (
    <LongList items={rows} label={label} page={CHOICES_A_PAGE}>
      {(row, k) => (
        <RowChoice
          key={k}
          row={row}
          choice={choices.get(row)}
          onChoose={(choice) => onChoose(row, choice)}
        />
      )}
    </LongList>
  );
}

function Recognised({ rows }: { readonly rows: readonly FoundRow[] }): JSX.Element {
  return (
    <LongList items={rows} label="Films recognised">
      {(row) => (
        <li key={`${row.list} ${row.movieId}`} class="ratings-line">
          <FilmName film={row} />
          <span class="quiet">
            {row.rating === undefined ? LIST_WORDS[row.list] : `${ratingText(row.rating)} ★`}
          </span>
        </li>
      )}
    </LongList>
  );
}
