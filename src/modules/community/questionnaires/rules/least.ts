import { LEAST } from '#shared/disclosure';

/** Of fewer answers than this nothing is shown: somebody could be guessed. */
export const LEAST_SHOWN = LEAST.people;
/** Comparisons and intervals begin here. */
export const LEAST_COMPARED = LEAST.compared;
/** Fewer than this are shown with a warning that they are rough. */
export const ROUGH = LEAST.rough;
