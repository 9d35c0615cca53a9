// Clients import this file, so it imports nothing.

/**
 * An id as a segment of a path. A segment "." or ".." is taken for a place in the tree by everything that reads
 * addresses, written as "%2E" too (https://url.spec.whatwg.org/#double-dot-path-segment), so a request about the
 * person ".." would be one about somebody else. These two ids get a "~" in front, and so do those that would
 * otherwise be mistaken for them: "~.." becomes "~~..". No other id changes.
 */
export function segmentOfId(id: string): string {
  return encodeURIComponent(/^~*\.{1,2}$/u.test(id) ? `~${id}` : id);
}

/** The id that a segment means, whose percent signs have been read. */
export function idOfSegment(segment: string): string {
  return /^~+\.{1,2}$/u.test(segment) ? segment.slice(1) : segment;
}
