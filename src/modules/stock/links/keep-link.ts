import type { Tx } from '#platform/database/db';
import { insertLinks, type NewLink } from './data/links.queries.ts';
import { newCode } from './point-link.ts';

/** Of so many codes one after the other all are taken only if something is wrong. */
export const ATTEMPTS = 20;
const LABEL_LENGTH = 120;

/** As much of a name as a label holds; a letter that does not fit whole is left out of it. */
export const labelOf = (name: string): string => name.slice(0, LABEL_LENGTH).toWellFormed();

/** Keeps a link under the first code that is free. @param taken throws where not its code but what it stands for has a link. @returns its code */
export async function keepLink(trx: Tx, link: Omit<NewLink, 'code'>, taken?: () => Promise<void>): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [code] = await insertLinks(trx, [{ ...link, code: newCode() }]);
    if (code !== undefined) return code;
    await taken?.();
  }
  throw new Error('no short code is free');
}
