import type { RecordSource } from '../client.ts';
import { googleQuery, readGoogleBooks } from '../rules/google-books.ts';
import type { Sought } from '../rules/sought.ts';
import type { AskLimits, SourceAnswer } from './answer.ts';
import { askJson, questionUrl } from './ask-json.ts';
import { foundOf } from './marc-of-said.ts';

/**
 * Asks Google Books (Books API v1, `volumes`). A key in its address (`?key=`) goes along. Never throws for what it does.
 * @param day of today, `YYYY-MM-DD`
 */
export async function askGoogleBooks(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  const q = googleQuery(sought);
  if (q === null) return { unasked: true };
  const parameters = { q, printType: 'books', maxResults: String(limits.mostRecords) };
  const found = await askJson(questionUrl(source.address, '/volumes', parameters), limits);
  if ('trouble' in found) return found;
  const said = 'absent' in found ? undefined : readGoogleBooks(found.said);
  if (said === undefined) return { trouble: 'absent' in found ? 'refused' : 'not_json' };
  // asked for a number it gives books like it as well
  const meant = sought.kind === 'isbn' ? said.filter(({ isbns }) => isbns.includes(sought.isbn)) : said;
  return { records: meant.slice(0, limits.mostRecords).map((one) => foundOf(one, day)) };
}
