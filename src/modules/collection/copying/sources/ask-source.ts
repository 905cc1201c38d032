import { LONGEST_VALUE } from '#modules/collection/catalog/client';
import type { RecordSource } from '../client.ts';
import { asCopied } from '../rules/as-copied.ts';
import type { Sought } from '../rules/sought.ts';
import type { Config } from '#platform/config';
import type { AskLimits, Found, MachineLimits, SourceAnswer } from './answer.ts';
import { askCrossref } from './ask-crossref.ts';
import { askGoogleBooks } from './ask-google-books.ts';
import { askLumbung } from './ask-lumbung.ts';
import { askOpenLibrary } from './ask-open-library.ts';
import { askSru } from './ask-sru.ts';
import { askZ3950 } from './ask-z3950.ts';

/** Usual: what a person at the desk waits for, and what an answer with ten records never comes to. */
export const USUAL_LIMITS: Omit<AskLimits, keyof MachineLimits> = {
  patience: 6000,
  mostBytes: 1_000_000,
  mostRecords: 10,
};

/** Characters of JSON: a record travels through a form until it is saved. */
export const LONGEST_RECORD = 60_000;

/** What the machine sets. */
export const machineLimits = ({ outgoingHosts, yazClient }: Config): MachineLimits => ({
  named: outgoingHosts,
  yaz: yazClient,
});

const LONGEST_ADDRESS = 1000;
/** Is it an address of a picture that can be asked for? What is longer or none is not offered. */
export const isPicture = (address: string): boolean =>
  address.length <= LONGEST_ADDRESS && /^https?:$/.test(URL.parse(address)?.protocol ?? '');

async function ask(source: RecordSource, sought: Sought, limits: AskLimits, day: string): Promise<SourceAnswer> {
  switch (source.kind) {
    case 'sru':
      return askSru(source, sought, limits);
    case 'z3950':
      return askZ3950(source, sought, limits);
    case 'openlibrary':
      return askOpenLibrary(source, sought, limits, day);
    case 'googlebooks':
      return askGoogleBooks(source, sought, limits, day);
    case 'crossref':
      return askCrossref(source, sought, limits, day);
    case 'lumbung':
      return askLumbung(source, sought, limits);
  }
}

/** Asks one catalogue; what it has comes as it would be ours. @param day of today, `YYYY-MM-DD` */
export async function askSource(
  source: RecordSource,
  sought: Sought,
  limits: AskLimits,
  day: string,
): Promise<SourceAnswer> {
  const answer = await ask(source, sought, limits, day);
  if (!('records' in answer)) return answer;
  const own = ({ marc: given, cover }: Found): Found[] => {
    const marc = asCopied(
      given,
      { name: source.name, day },
      { longestValue: LONGEST_VALUE, longestRecord: LONGEST_RECORD },
    );
    return marc ? [{ marc, cover: cover !== null && isPicture(cover) ? cover : null }] : [];
  };
  const records = answer.records.flatMap(own);
  // it had something, and nothing of it could ever be saved
  return records.length === 0 && answer.records.length > 0 ? { trouble: 'damaged' } : { records };
}
