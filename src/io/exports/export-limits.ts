/** "Cannot read the export" and what else all messages of this folder share. */
export const ACTION = "Cannot read the export";

/** Of a plain file, and of all files of an archive together. */
export const MOST_BYTES: number = 128 * 2 ** 20;

/** Of one file out of an archive, unpacked. */
export const MOST_UNPACKED_BYTES: number = 64 * 2 ** 20;

/** Up to here an archive may be packed to less than a 200th; exports come to a 5th or a 20th. */
export const UNJUDGED_BYTES: number = 4 * 2 ** 20;

/** Of an archive. */
export const MOST_ENTRIES = 10_000;

/** The largest exports known have some thousands; a history of episodes some tens of thousands. */
export const MOST_ROWS = 500_000;

/** Keeps what 128 MB of nothing but separators take in memory below 100 MB. */
export const MOST_CELLS = 10_000_000;

/** The longest header, IMDb's and Trakt's, has 22. */
export const MOST_COLUMNS = 200;

/** Trakt nests five deep. */
export const MOST_JSON_DEPTH = 32;

/** Commas and opening brackets; an entry of Trakt has about 20. */
export const MOST_JSON_VALUES = 5_000_000;

/** Longer than any title; what is beyond is no title but a quote that went wrong. */
export const MOST_TITLE_CHARACTERS = 1000;

/** Faults that are told; all are counted. */
export const MOST_FAULTS = 10;
