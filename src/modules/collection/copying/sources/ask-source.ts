import { LONGEST_VALUE } from '#modules/collection/catalog/client';
import type { MarcRecord } from '#shared/marc/record';
import type { RecordSource } from '../client.ts';
import { asCopied } from '../rules/as-copied.ts';
import type { Sought } from '../rules/cql.ts';
import type { AskLimits, SourceAnswer } from './answer.ts';
import { askOpenLibrary } from './ask-open-library.ts';
import { askSru } from './ask-sru.ts';

/** Usual: what a person at the desk waits for, and what an answer with ten records never comes to. */
export const USUAL_LIMITS: Omit<AskLimits, 'named'> = { patience: 6000, mostBytes: 2_000_000, mostRecords: 10 };

/** Characters of JSON: a record travels through a form until it is saved. */
export const LONGEST_RECORD = 60_000;

/** Asks one catalogue; what it has comes as it would be ours. @param day of today, `YYYY-MM-DD` */
export async function askSource(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  const answer =
    source.kind === 'sru' ? await askSru(source, sought, limits) : await askOpenLibrary(source, sought, limits, day);
  if (!('records' in answer)) return answer;
  const own = (marc: MarcRecord): MarcRecord | null =>
    asCopied(marc, { name: source.name, day }, { longestValue: LONGEST_VALUE, longestRecord: LONGEST_RECORD });
  const records = answer.records.map(own).filter((marc) => marc !== null);
  // it had something, and nothing of it could ever be saved
  return records.length === 0 && answer.records.length > 0 ? { trouble: 'damaged' } : { records };
}
