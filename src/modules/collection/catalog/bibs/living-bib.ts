import type { Ctx } from '#platform/context';
import { selectLivingBib } from '../data/living-bib.queries.ts';

/**
 * The record that stands in the place of one that was merged away, also after several mergings; null when the record was not merged, or
 * what it was merged into is not shown to the public either. Printed QR codes and links of other sites hold the old number for years.
 */
export const livingBib = async ({ db }: Pick<Ctx, 'db'>, id: number): Promise<number | null> => selectLivingBib(db, id);
