import type { RecordSource } from '../client.ts';
import { readOpenLibrary } from '../rules/open-library.ts';
import type { Sought } from '../rules/sought.ts';
import type { AskLimits, SourceAnswer } from './answer.ts';
import { askJson, questionUrl } from './ask-json.ts';
import { foundOf } from './marc-of-said.ts';

/**
 * Asks Open Library (Books API) for one ISBN. For words it is not asked: what it knows of those are works, not books with a number of
 * pages. Never throws for what it does.
 * @param day of today, `YYYY-MM-DD`
 */
export async function askOpenLibrary(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  if (sought.kind !== 'isbn') return { unasked: true };
  const { isbn } = sought;
  const key = `ISBN:${isbn}`;
  const found = await askJson(
    questionUrl(source.address, '/api/books', { bibkeys: key, format: 'json', jscmd: 'data' }),
    limits,
  );
  if ('trouble' in found) return found;
  if ('absent' in found) return { trouble: 'refused' };
  const said = readOpenLibrary(found.said, key);
  if (said === undefined) return { trouble: 'not_json' };
  return { records: said === null ? [] : [foundOf({ ...said, isbns: [isbn] }, day)] };
}
