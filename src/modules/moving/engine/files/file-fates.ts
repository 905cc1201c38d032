import type { Said, SaidCode } from '#shared/moving/said';
import { fileNameOf, type PictureName } from './files-of-system.ts';

/** Why a picture does not come; each has a sentence for covers and one for photos. */
export type Hindrance = 'missing' | 'too_large' | 'empty' | 'unusable' | 'forbidden' | 'there';

/** What became of a row that names a file: it came, now or before, or why not. */
export type FileFate = 'carried' | 'known' | { code: SaidCode; reason?: string };

export const hindered = (kind: PictureName, why: Hindrance): FileFate => ({ code: `${kind}_${why}` });

/** So much of a name is told. */
const LONGEST_NAME = 100;
/** The name of a photo often holds whose it is. */
const NAMED: Readonly<Record<PictureName, boolean>> = { cover: true, photo: false };

/** What is said of a row whose file did not come. @param table what such rows are called in the report */
export function sayFate(
  table: string,
  { kind, key, name }: { kind: PictureName; key: string; name: string | null },
  { code, reason }: Exclude<FileFate, string>,
): Said {
  const fate = code.endsWith('_there') ? 'merged' : 'refused';
  const params = {
    ...(NAMED[kind] ? { file: (fileNameOf(name) ?? '').slice(0, LONGEST_NAME) } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
  return { table, key, fate, code, ...(Object.keys(params).length > 0 ? { params } : {}) };
}
