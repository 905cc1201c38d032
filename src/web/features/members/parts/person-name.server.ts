import { citedName, saidName } from '#modules/collection/catalog';

/** A heading as people say the name: `Toer, Pramoedya Ananta, 1925-2006` → `Pramoedya Ananta Toer`. */
export const personName = (heading: string, isBody = false): string => saidName(citedName(heading, isBody));
