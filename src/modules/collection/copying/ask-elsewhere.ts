import { z } from 'zod';
import { describeTitle, findDuplicatesOfEach, type Duplicate } from '#modules/collection/catalog';
import { networkZone } from '#modules/ground/libraries';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { localDate } from '#shared/dates';
import { normaliseIsbn } from '#shared/isbn';
import { normaliseIssn } from '#shared/issn';
import { deriveBib } from '#shared/marc/derive';
import type { DerivedBib } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { askingLine } from './asking-line.ts';
import type { RecordSource, SourceTrouble } from './client.ts';
import { selectSources } from './data/sources.queries.ts';
import { groupFound } from './rules/group-found.ts';
import type { Sought } from './rules/sought.ts';
import type { AskLimits, MachineLimits, SourceAnswer } from './sources/answer.ts';
import { askSource, machineLimits, USUAL_LIMITS } from './sources/ask-source.ts';
import { MOST_RECORDS } from './take-record.ts';

const number = (normalise: (text: string) => string | null) =>
  z
    .string()
    .max(40)
    .transform((text, issues) => {
      const found = normalise(text);
      if (found === null) issues.addIssue({ code: 'custom', message: 'invalid' });
      return found ?? '';
    });
/** An ISBN, an ISSN, or words of a title. */
export const soughtInput = z.union([
  z.object({ isbn: number(normaliseIsbn) }),
  z.object({ issn: number(normaliseIssn) }),
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
  /** Where a picture of its cover stands; null = none is offered. */
  cover: string | null;
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

function soughtOf(wanted: z.output<typeof soughtInput>): Sought {
  if ('isbn' in wanted) return { kind: 'isbn', isbn: wanted.isbn };
  return 'issn' in wanted ? { kind: 'issn', issn: wanted.issn } : { kind: 'words', text: wanted.words };
}

const told = (source: RecordSource, answer: SourceAnswer, milliseconds: number): AskedSource => ({
  name: source.name,
  found: 'records' in answer ? answer.records.length : null,
  trouble: 'trouble' in answer ? answer.trouble : null,
  said: 'trouble' in answer ? (answer.said ?? null) : null,
  milliseconds,
});

/** What one catalogue answered, as soon as it has. */
export interface EarlyAnswer extends AskedSource {
  /** What its titles are called. */
  titles: string[];
}

/** A question on its way. */
export interface Asking {
  /** Each catalogue that is asked, in the order of the list. None of the answers fails. */
  each: { name: string; answer: Promise<EarlyAnswer> }[];
  /** All of it, put together; fails where this process could not ask (`platform.busy`). */
  whole: Promise<Elsewhere>;
}

interface Answered {
  source: RecordSource;
  answer: SourceAnswer;
  milliseconds: number;
}

/** What one title is, put together of what all have. */
async function putTogether(ctx: Ctx, answers: readonly Answered[]): Promise<Elsewhere> {
  const found = answers.flatMap(({ source, answer }) =>
    'records' in answer
      ? answer.records.map(({ marc, cover }) => {
          const derived = deriveBib(marc);
          return { source: source.name, marc, derived, cover, description: describeTitle(marc, derived) };
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
      records: records.map(({ source, marc, derived, cover }) => ({ source, marc, derived, cover })),
      here: here[at]?.[0] ?? null,
    })),
  };
}

const titlesOf = (answer: SourceAnswer): string[] =>
  'records' in answer ? [...new Set(answer.records.map(({ marc }) => deriveBib(marc).title))] : [];

/**
 * Asks every catalogue of the list that is switched on for a book, all at once; what each answers can be shown as it comes. What a catalogue
 * does, or does not, is told of it and costs the others nothing. Needs `catalog.edit`; writes nothing.
 * @param patient true: it waits for its turn however many wait
 */
export async function beginAsking(
  ctx: Ctx,
  { config }: Pick<Services, 'config'>,
  input: SoughtInput,
  limits: Omit<AskLimits, keyof MachineLimits> = USUAL_LIMITS,
  patient = false,
): Promise<Asking> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const wanted = parseInput(soughtInput, input);
  const sought = soughtOf(wanted);
  const sources = (await selectSources(ctx.db)).filter(({ active }) => active);
  const day = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const begun = sources.map((source) => ({ source, ...Promise.withResolvers<EarlyAnswer>() }));
  const whole = askingLine
    .ask(
      async () =>
        Promise.all(
          begun.map(async ({ source, resolve }): Promise<Answered> => {
            const from = performance.now();
            const answer = await askSource(source, sought, { ...limits, ...machineLimits(config) }, day).catch(
              // what this machine cannot do for one (no room, no program) costs the others nothing
              (error: unknown): SourceAnswer => {
                process.stderr.write(`copying: ${source.name}: ${String(error)}\n`);
                return { trouble: 'unreachable' };
              },
            );
            const milliseconds = Math.round(performance.now() - from);
            resolve({ ...told(source, answer, milliseconds), titles: titlesOf(answer) });
            return { source, answer, milliseconds };
          }),
        ),
      patient,
    )
    .catch((error: unknown) => {
      for (const { source, resolve } of begun) resolve({ ...told(source, { trouble: 'busy' }, 0), titles: [] });
      throw error;
    });
  // whoever shows what comes looks at it later than it may fail
  whole.catch(() => undefined);
  return {
    each: begun.map(({ source, promise }) => ({ name: source.name, answer: promise })),
    whole: whole.then(async (answers) => putTogether(ctx, answers)),
  };
}

/** {@link beginAsking}, waited for. Throws `platform.busy` where too many questions are on their way. */
export const askElsewhere = async (...asking: Parameters<typeof beginAsking>): Promise<Elsewhere> =>
  (await beginAsking(...asking)).whole;

/** Is there a catalogue that can be asked? Needs `catalog.edit`. */
export async function countAskable(ctx: Ctx): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.edit');
  return (await selectSources(ctx.db)).filter(({ active }) => active).length;
}
