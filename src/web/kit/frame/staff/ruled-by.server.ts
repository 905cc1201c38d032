import { onTheMap } from './on-the-map.ts';
import type { Standing } from './staff-map.ts';

const AT_WORK = new Set(
  onTheMap.flatMap(({ acts = [] }) => acts.flatMap(({ href, atWork }) => (atWork ? [href] : []))),
);

/**
 * Whether the library where somebody works rules what stands at an address: the first page, and the pages of the map with what is below
 * them, unless they are one for all libraries.
 */
export const isRuled = (here: string, at: Standing | null): boolean =>
  here === '/staf' || AT_WORK.has(here) || (at?.page ? !at.page.network : false);

/** Whether a form says of which library its page was: not where the page is one for all libraries, or of nobody's work. */
export const isOfLibrary = (here: string, at: Standing | null): boolean =>
  isRuled(here, at) || (at?.page ? at.page.href !== here : false);
