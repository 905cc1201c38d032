import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { practiceSpace, type PracticeSpace } from '#platform/practice-space';
import type { PracticeWay } from './client.ts';
import { practiceErrors } from './errors.ts';

/** Who works in the practice space: an account of staff, by its number and its name. */
export function traineeOf({ actor }: Pick<Ctx, 'actor'>): { id: number; name: string } {
  if (actor.kind === 'account') return { id: actor.id, name: actor.name };
  throw actor.kind === 'anonymous' ? platformErrors.signInNeeded() : platformErrors.forbidden();
}

/** How it is for whoever asks. */
export function wayOf({ actor }: Pick<Ctx, 'actor'>): PracticeWay {
  const space = practiceSpace();
  if (space === null) return 'off';
  return actor.kind === 'account' ? space.state : 'staff';
}

/** Throws `practice.off`. */
export function presentSpace(): PracticeSpace {
  const space = practiceSpace();
  if (space === null) throw practiceErrors.off();
  return space;
}

/**
 * Asks the database of the practice space. That it is away is said in words and is no fault of the real network: throws `practice.off`, `making`,
 * `down`, and what the work itself refuses.
 */
export async function askSpace<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const space = presentSpace();
  if (space.state === 'making') throw practiceErrors.making();
  if (space.state === 'down') throw practiceErrors.down();
  try {
    return await work(space.db);
  } catch (error) {
    if (error instanceof AppError) throw error;
    process.stderr.write(`practice: ${error instanceof Error ? error.message : String(error)}\n`);
    throw practiceErrors.down();
  }
}
