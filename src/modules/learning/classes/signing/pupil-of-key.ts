import type { Ctx } from '#platform/context';
import { findByKey } from '../data/pupils.queries.ts';

/** Longer or shorter keys nobody has. */
const KEY_LENGTH = 32;

/** The pupil whose key a browser holds, where nobody is signed in there; null: it is the key of nobody in a class that learns. */
export async function pupilOfKey(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  key: string | null,
): Promise<{ name: string; className: string; courseId: number } | null> {
  if (actor.kind !== 'anonymous' || key?.length !== KEY_LENGTH || key.includes('\0')) return null;
  return (await findByKey(db, key)) ?? null;
}
