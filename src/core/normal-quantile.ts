/** The normal quantile that leaves 10 % on each side: an 80 % half-width is this many SDs. */
export const Z80 = 1.2816;
