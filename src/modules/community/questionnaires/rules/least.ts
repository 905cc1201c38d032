/** Of fewer answers than this nothing is shown: somebody could be guessed. */
export const LEAST_SHOWN = 5;
/** Comparisons and intervals begin here. */
export const LEAST_COMPARED = 10;
/** Fewer than this are shown with a warning that they are rough. */
export const ROUGH = 30;
