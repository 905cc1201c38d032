import { z } from 'zod';
import { describeTitle, findDuplicatesOfEach, type Duplicate } from '#modules/collection/catalog';
import { networkZone } from '#modules/ground/libraries';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { localDate } from '#shared/dates';
import { normaliseIsbn } from '#shared/isbn';
import { deriveBib } from '#shared/marc/derive';
import type { DerivedBib } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import type { RecordSource, SourceTrouble } from './client.ts';
import { selectSources } from './data/sources.queries.ts';
import type { Sought } from './rules/cql.ts';
import { groupFound } from './rules/group-found.ts';
import type { AskLimits, SourceAnswer } from './sources/answer.ts';
import { askSource, USUAL_LIMITS } from './sources/ask-source.ts';
import { MOST_RECORDS } from './take-record.ts';

/** An ISBN, or words of a title. */
export const soughtInput = z.union([
  z.object({
    isbn: z
      .string()
      .max(40)
      .transform((text, issues) => {
        const isbn = normaliseIsbn(text);
        if (isbn === null) issues.addIssue({ code: 'custom', message: 'invalid' });
        return isbn ?? '';
      }),
  }),
  z.object({ words: requiredText(200) }),
]);
export type SoughtInput = z.input<typeof soughtInput>;

/** How one catalogue answered. */
export interface AskedSource {
  name: string;
  /** How many records it has; null = it was not asked, or gave no answer that can be used. */
  found: number | null;
  trouble: SourceTrouble | null;
  /** What it says itself of its trouble. */
  said: string | null;
  milliseconds: number;
}

/** A record as one catalogue has it. */
export interface FoundRecord {
  source: string;
  marc: MarcRecord;
  derived: DerivedBib;
}

/** A title that other catalogues have. */
export interface FoundTitle {
  records: FoundRecord[];
  /** What our own catalogue has of it already, or may have. */
  here: Duplicate | null;
}

export interface Elsewhere {
  asked: AskedSource[];
  titles: FoundTitle[];
}

/** Characters of all records together: a page with more is no help to anybody. */
const LONGEST_PAGE = 600_000;

/** As many of the records as a page can carry, in the order of their catalogues. */
function fewEnough<T extends { marc: MarcRecord }>(found: readonly T[]): T[] {
  let length = 0;
  return found.filter(({ marc }) => {
    const more = JSON.stringify(marc).length;
    if (length + more > LONGEST_PAGE) return false;
    length += more;
    return true;
  });
}

const told = (source: RecordSource, answer: SourceAnswer, milliseconds: number): AskedSource => ({
  name: source.name,
  found: 'records' in answer ? answer.records.length : null,
  trouble: 'trouble' in answer ? answer.trouble : null,
  said: 'trouble' in answer ? (answer.said ?? null) : null,
  milliseconds,
});

/**
 * Asks every catalogue of the list that is switched on for a book, all at once, and puts together what is one title. What a catalogue
 * does, or does not, is told of it and costs the others nothing. Needs `catalog.edit`; writes nothing.
 */
export async function askElsewhere(
  ctx: Ctx,
  { config }: Pick<Services, 'config'>,
  input: SoughtInput,
  limits: Omit<AskLimits, 'named'> = USUAL_LIMITS,
): Promise<Elsewhere> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const wanted = parseInput(soughtInput, input);
  const sought: Sought = 'isbn' in wanted ? { kind: 'isbn', isbn: wanted.isbn } : { kind: 'words', text: wanted.words };
  const sources = (await selectSources(ctx.db)).filter(({ active }) => active);
  const day = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const answers = await Promise.all(
    sources.map(async (source) => {
      const begun = performance.now();
      const answer = await askSource(source, sought, { ...limits, named: config.outgoingHosts }, day);
      return { source, answer, milliseconds: Math.round(performance.now() - begun) };
    }),
  );
  const found = answers.flatMap(({ source, answer }) =>
    'records' in answer
      ? answer.records.map((marc) => {
          const derived = deriveBib(marc);
          return { source: source.name, marc, derived, description: describeTitle(marc, derived) };
        })
      : [],
  );
  const groups = groupFound(fewEnough(found)).map((records) => records.slice(0, MOST_RECORDS));
  const here = await findDuplicatesOfEach(
    ctx.db,
    groups.flatMap(([first]) => (first ? [first] : [])),
  );
  return {
    asked: answers.map(({ source, answer, milliseconds }) => told(source, answer, milliseconds)),
    titles: groups.map((records, at) => ({
      records: records.map(({ source, marc, derived }) => ({ source, marc, derived })),
      here: here[at]?.[0] ?? null,
    })),
  };
}

/** Is there a catalogue that can be asked? Needs `catalog.edit`. */
export async function countAskable(ctx: Ctx): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.edit');
  return (await selectSources(ctx.db)).filter(({ active }) => active).length;
}
