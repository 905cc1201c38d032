import type { RecordSource } from '../client.ts';
import { crossrefQuestion, readJournal, readWorks } from '../rules/crossref.ts';
import type { Sought } from '../rules/sought.ts';
import type { AskLimits, SourceAnswer } from './answer.ts';
import { askJson, questionUrl } from './ask-json.ts';
import { foundOf } from './marc-of-said.ts';

/**
 * Asks Crossref (REST API): a journal by its ISSN, books by ISBN or words of the title. Never throws for what it does.
 * @param day of today, `YYYY-MM-DD`
 */
export async function askCrossref(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  const question = crossrefQuestion(sought, limits.mostRecords);
  if (question === null) return { unasked: true };
  const found = await askJson(questionUrl(source.address, question.path, question.parameters), limits);
  if ('trouble' in found) return found;
  if ('absent' in found) return sought.kind === 'issn' ? { records: [] } : { trouble: 'refused' };
  const said = sought.kind === 'issn' ? readJournal(found.said, sought.issn) : readWorks(found.said);
  if (said === undefined) return { trouble: 'not_json' };
  const meant = sought.kind === 'isbn' ? said.filter(({ isbns }) => isbns.includes(sought.isbn)) : said;
  return { records: meant.slice(0, limits.mostRecords).map((one) => foundOf(one, day)) };
}
