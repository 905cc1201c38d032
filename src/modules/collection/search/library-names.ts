import { listLibraries } from '#modules/ground/libraries';
import type { Db } from '#platform/database/db';
import type { LiveIndex } from './live-index.ts';

interface KnownLibrary {
  id: number;
  code: string;
  name: string;
}

const known = new WeakMap<LiveIndex, { version: number; libraries: Promise<KnownLibrary[]> }>();

/** The libraries by which results are counted; read again when one has changed. */
async function knownLibraries(db: Db, index: LiveIndex): Promise<KnownLibrary[]> {
  const held = known.get(index);
  if (held?.version === index.libraryVersion) return held.libraries;
  const libraries = listLibraries({ db });
  known.set(index, { version: index.libraryVersion, libraries });
  // a failed reading must not be remembered
  libraries.catch(() => known.delete(index));
  return libraries;
}

/** Names by id. */
export async function libraryNames(db: Db, index: LiveIndex): Promise<Map<number, string>> {
  return new Map((await knownLibraries(db, index)).map(({ id, name }) => [id, name]));
}
