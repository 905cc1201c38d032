import type { Said, SaidCode } from '#shared/moving/said';
import type { PictureTable } from './wanted-files.ts';

/** Why a picture does not come; each has a sentence for covers and one for photos. */
export type Hindrance = 'missing' | 'too_large' | 'empty' | 'unusable' | 'forbidden' | 'there';

/** What became of a row that names a file: it came, now or before, or why not. */
export type FileFate = 'carried' | 'known' | { code: SaidCode; reason?: string };

const PREFIXES = { biblio_image: 'cover', member_image: 'photo' } as const;

export const hindered = (table: PictureTable, why: Hindrance): FileFate => ({ code: `${PREFIXES[table]}_${why}` });

/** So much of a name is told. */
const LONGEST_NAME = 100;
/** The name of a photo often holds whose it is. */
const NAMED: Readonly<Record<PictureTable, boolean>> = { biblio_image: true, member_image: false };

/** What is said of a row whose file did not come. */
export function sayFate(
  table: PictureTable,
  { key, name }: { key: string; name: string | null },
  { code, reason }: Exclude<FileFate, string>,
): Said {
  const fate = code.endsWith('_there') ? 'merged' : 'refused';
  const params = {
    ...(NAMED[table] ? { file: (name ?? '').slice(0, LONGEST_NAME) } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
  return { table, key, fate, code, ...(Object.keys(params).length > 0 ? { params } : {}) };
}
