import { inLocale, withoutLocale } from './keep-rules.ts';

/** A page that is shown in the place of one that needs a network. It names nobody; a browser has it once `keepStandIn` put it there. */
export interface StandIn {
  cache: string;
  /** Without its language. */
  page: string;
  /** In whose place, without its language. */
  insteadOf: RegExp;
}

/** Of browsers that are enrolled: the circulation desk (src/web/features/offline-desk). */
export const DESK: StandIn = { cache: 'lumbung-meja-1', page: '/meja-luring', insteadOf: /^\/staf\/sirkulasi$/ };
/** Of whoever has opened the door of a session of a programme while there was a network (src/web/features/programs/door/door.svelte.ts). */
export const DOOR: StandIn = {
  cache: 'lumbung-pintu-1',
  page: '/pintu-luring',
  insteadOf: /^\/staf\/kegiatan\/\d+\/sesi\/\d+\/hadir$/,
};
export const STAND_INS: readonly StandIn[] = [DESK, DOOR];

/** The page in each language. */
export const pagesOf = ({ page }: StandIn): string[] => [page, inLocale(page, 'en')];

/** Which page stands in for a path; undefined for all others. */
export function standInFor(path: string): StandIn | undefined {
  const page = withoutLocale(path);
  return STAND_INS.find((one) => one.page === page || one.insteadOf.test(page));
}
