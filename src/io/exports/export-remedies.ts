// What messages say of options and of foreign data, apart from the rest: a page has no options to name, and
// tells its own way on.

/** Ends a message. */
export const NAME_THE_COLUMNS =
  ", or name the columns with --columns title=…,rating=… (the option `columns`)";

/** Ends a message. */
export const NAME_COLUMNS_AND_SCALE = ", or name the columns and the scale";

/** Ends a message about a file of which nothing is quoted. */
export const SHOW_NAMES = "; --verbose (the option `verbose`) shows their names";

/** Of an archive that is no export. */
export const IS_MOVIELENS =
  "it is a MovieLens data set, the ratings of many people; give the export of one";
