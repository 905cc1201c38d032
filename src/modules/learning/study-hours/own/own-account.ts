import { getLibrary, mainLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import { studyHourErrors } from '../errors.ts';

/** Somebody of staff who looks at what they learnt. */
export interface OwnAccount {
  id: number;
  name: string;
  /** Where they work; who works in the whole network, at its main library. */
  library: { id: number; name: string; timeZone: string };
  /** Today, there. */
  today: string;
}

/** Whoever is signed in as staff. Throws `platform.sign_in_needed`, `study_hours.not_found` where there is no library yet. */
export async function ownAccount(ctx: Pick<Ctx, 'actor' | 'clock'> & { db: Db | Tx }): Promise<OwnAccount> {
  const { actor, db } = ctx;
  if (actor.kind !== 'account') throw platformErrors.signInNeeded();
  const at = actor.homeLibraryId === null ? await mainLibrary({ db }) : await getLibrary({ db }, actor.homeLibraryId);
  if (!at) throw studyHourErrors.notFound();
  const { id, name, timeZone } = at;
  return {
    id: actor.id,
    name: actor.name,
    library: { id, name, timeZone },
    today: localDate(ctx.clock.now(), timeZone),
  };
}
