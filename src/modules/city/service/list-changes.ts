import type { Ctx } from '#platform/context';
import type { PublicChange } from './client.ts';
import { selectChanges } from './data/changes.queries.ts';

const MOST_CHANGES = 60;

/** What changed because somebody wrote, as far as staff published it, the latest first. Anyone may read it. */
export const listChanges = async ({ db }: Pick<Ctx, 'db'>): Promise<PublicChange[]> => selectChanges(db, MOST_CHANGES);
