import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import type { Channel, Placement } from '../client.ts';
import { findInterim, selectToRefresh, upsertInterim } from '../data/interim.queries.ts';
import { findPlacement, lockPlacement, selectPlacements, updatePlacement } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { selectLinked, selectNamed, selectResponses } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import { KeptResults } from './keep-results.ts';
import { blanksOf, type Absence } from '../rules/absence.ts';
import type { Answers, Content, Question } from '../rules/content.ts';
import {
  aloneMean,
  arePairsShown,
  disclosedHalf,
  disclosedRows,
  figuresOf,
  halvesOf,
  nextInterim,
  withoutTexts,
  type Figures,
} from '../rules/disclosure.ts';
import { frequentTerms, type Term } from '../rules/frequent-terms.ts';
import { LEAST_SHOWN } from '../rules/least.ts';
import { scoreTest } from '../rules/score-test.ts';
import { pairedGain, type Gain } from '../rules/statistics.ts';

// The one layer through which answers leave: screen, API, CSV, XLSX, PDF, comparison, speakers, reports, the next edition (decision 118).
// Nothing else reads answers to show them to anybody but the person; surveys at several places go the same way in disclose-survey.ts.

type Reading = Pick<Ctx, 'clock'> & { db: Db | Tx };
type Row = Awaited<ReturnType<typeof selectResponses>>[number];

export interface SingleResponse {
  id: string;
  answers: Answers;
  /** Why a question, or the row of a matrix (`question.row`), is blank. */
  missing: Record<string, Absence>;
  /** null = few came that way, and its row would be known. */
  channel: Channel | null;
  /** null = without a name. */
  name: string | null;
  answeredAt: Date | null;
}

/** A test before and its test after. */
export interface Paired {
  /** Of those who did both; null = fewer than ten. */
  gain: Gain | null;
  /** Percent before and after of each of them, the greatest gain first. */
  pairs: { before: number; after: number }[];
  /** How many did one of the two only, and what they averaged (null: too few, of them or of the others). */
  onlyBefore: { n: number; mean: number | null };
  onlyAfter: { n: number; mean: number | null };
  /** The key is destroyed: nobody can tell any more whose a pair is. */
  sealed: boolean;
}

/**
 * The figures of a placement that may be seen now: with names all; without, while answers come, those that five answers stand after, and in
 * the end all. `n` is that of the figures. The caller has checked who asks.
 */
export async function disclosedFigures(ctx: Reading, placement: Placement, content: Content): Promise<Figures> {
  return (await disclosedResults(ctx, placement, content)).figures;
}

/** The figures of {@link disclosedFigures}, and by item what its free texts have in common. */
export interface DisclosedResults {
  figures: Figures;
  terms: Record<string, Term[]>;
}
const keptResults = new KeptResults<DisclosedResults>();

/** The same with frequent terms; computed once for all who look, until an answer comes, changes or goes. */
export async function disclosedResults(
  ctx: Reading,
  placement: Placement,
  { questions }: Content,
): Promise<DisclosedResults> {
  if (placement.privacy !== 'named' && !placement.final) {
    // free texts wait for the end
    return { figures: (await findInterim(ctx.db, placement.id))?.shown ?? figuresOf(questions, []), terms: {} };
  }
  return keptResults.of(ctx.db, { placementId: placement.id, versionId: placement.versionId }, async () => {
    const rows = await disclosedOf(ctx, placement);
    return () => {
      const figures = figuresOf(
        questions,
        rows.map(({ answers }) => answers),
      );
      return { figures, terms: termsOf(figures) };
    };
  });
}

const termsOf = ({ items }: Figures): Record<string, Term[]> =>
  Object.fromEntries(items.filter(({ texts }) => texts.length > 0).map(({ id, texts }) => [id, frequentTerms(texts)]));

/**
 * Single answers: by name as they come, the latest first; without, when no more can come, from five on, in an order that says nothing. The
 * caller has checked who asks. Throws `questionnaires.still_open`, `questionnaires.too_few`.
 */
export async function disclosedResponses(
  ctx: Reading,
  placement: Placement,
  { questions }: Content,
): Promise<SingleResponse[]> {
  if (placement.privacy === 'named') {
    const nothingKept = new Set<string>();
    const named = await selectNamed(ctx.db, placement.id);
    return named.map((row) => ({ ...row, missing: blanksOf(questions, row.answers, nothingKept) }));
  }
  if (!placement.final) throw questionnaireErrors.stillOpen();
  const rows = await disclosedOf(ctx, placement);
  if (rows.length < LEAST_SHOWN) throw questionnaireErrors.tooFew({ n: rows.length, least: LEAST_SHOWN });
  return disclosedRows(questions, rows).map(({ id, answers, missing, channel }) => {
    return { id, answers, missing, channel, name: null, answeredAt: null };
  });
}

/** What of a placement that takes no more answers may be said at all. */
async function disclosedOf(ctx: Reading, placement: Placement): Promise<Row[]> {
  const rows = await selectResponses(ctx.db, placement.id);
  if (placement.pairId === null) return rows;
  const others = (await selectPlacements(ctx.db, { pairId: placement.pairId }, ctx.clock.now())).filter(
    ({ id }) => id !== placement.id,
  );
  const partners = new Set<string>();
  for (const other of others) {
    for (const { pairCode } of await selectResponses(ctx.db, other.id)) if (pairCode !== null) partners.add(pairCode);
  }
  return disclosedHalf(halvesOf(rows, partners));
}

/**
 * What the same people answered by name at two placements of one programme, side by side; nobody where one of them has no names, and in another
 * programme, where few would be both times. The caller has checked who asks.
 */
export async function linkedAnswers(
  ctx: Reading,
  before: Placement,
  after: Placement,
): Promise<{ before: Answers; after: Answers }[]> {
  const isNamed = before.privacy === 'named' && after.privacy === 'named';
  if (!isNamed || before.program === null || before.program.id !== after.program?.id) return [];
  const there = new Map((await selectLinked(ctx.db, before.id)).map(({ person, answers }) => [person, answers]));
  return (await selectLinked(ctx.db, after.id)).flatMap(({ person, answers }) => {
    const earlier = there.get(person);
    return earlier ? [{ before: earlier, after: answers }] : [];
  });
}

/** Two tests beside each other, when both have ended; null before, and where there is no pair. The caller has checked who asks. */
export async function disclosedPair(
  ctx: Reading,
  placement: Placement,
  { questions }: Content,
): Promise<Paired | null> {
  if (placement.pairId === null || !placement.final) return null;
  const placements = await selectPlacements(ctx.db, { pairId: placement.pairId }, ctx.clock.now());
  const compared = await keptPairs.of(
    ctx.db,
    { placementId: placement.id, versionId: placement.versionId },
    async () => {
      const before = await scoresByCode(ctx, placements, 'pre', questions);
      const after = await scoresByCode(ctx, placements, 'post', questions);
      return () => comparePair(before, after);
    },
  );
  return { ...compared, sealed: placements.every(({ closedAt }) => closedAt !== null) };
}

const keptPairs = new KeptResults<Omit<Paired, 'sealed'>>();

function comparePair(before: Map<string, number>, after: Map<string, number>): Omit<Paired, 'sealed'> {
  const pairs = [...before].flatMap(([code, score]) => {
    const later = after.get(code);
    return later === undefined ? [] : [{ before: score, after: later }];
  });
  const without = (scores: Map<string, number>, others: Map<string, number>) => {
    const alone = [...scores].filter(([code]) => !others.has(code)).map(([, score]) => score);
    return { n: alone.length, mean: aloneMean(alone, pairs.length) };
  };
  const shown = arePairsShown(pairs.length);
  return {
    gain: shown ? pairedGain(pairs) : null,
    pairs: shown ? pairs.toSorted((a, b) => b.after - b.before - (a.after - a.before) || b.after - a.after) : [],
    onlyBefore: without(before, after),
    onlyAfter: without(after, before),
  };
}

async function scoresByCode(
  ctx: Reading,
  placements: readonly Placement[],
  role: 'pre' | 'post',
  questions: readonly Question[],
): Promise<Map<string, number>> {
  const placement = placements.find((one) => one.role === role);
  const rows = placement ? await selectResponses(ctx.db, placement.id) : [];
  return new Map(
    rows.flatMap(({ pairCode, answers }): [string, number][] => {
      const score = scoreTest(questions, answers);
      return pairCode === null || score === null ? [] : [[pairCode, score]];
    }),
  );
}

/**
 * Makes the figures that are seen while answers come, where five and more came since the last. Work of the clock, and of nobody's answer:
 * figures that move when somebody has just answered would tell who did.
 */
export async function refreshInterim(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let refreshed = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectToRefresh(ctx.db, LEAST_SHOWN, ctx.clock.now()), async (id) => {
    await ctx.db.transaction().execute(async (trx) => refreshInterimIn(trx, ctx, id));
    refreshed += 1;
  });
  round.end();
  return refreshed;
}

/** The same of one placement, in the transaction of the caller. */
export async function refreshInterimIn(trx: Tx, ctx: Pick<Ctx, 'clock'>, placementId: number): Promise<void> {
  await lockPlacement(trx, placementId);
  const placement = await findPlacement(trx, { id: placementId }, ctx.clock.now());
  if (!placement || placement.privacy === 'named' || placement.final) return;
  const { questions } = await readVersion(trx, placement.versionId);
  const rows = await selectResponses(trx, placementId);
  const next = nextInterim(await findInterim(trx, placementId), rows.length, () =>
    withoutTexts(
      figuresOf(
        questions,
        rows.map(({ answers }) => answers),
      ),
    ),
  );
  if (next) await upsertInterim(trx, placementId, next);
}

/** All that was seen of a placement without names that was closed stays what is seen of it, for it is opened again. In the caller's transaction. */
export async function keepSeenIn(trx: Tx, ctx: Pick<Ctx, 'clock'>, placementId: number): Promise<void> {
  const placement = await findPlacement(trx, { id: placementId }, ctx.clock.now());
  if (!placement || placement.privacy === 'named' || !placement.final) return;
  const { questions } = await readVersion(trx, placement.versionId);
  const answers = (await selectResponses(trx, placementId)).map((row) => row.answers);
  if (answers.length < LEAST_SHOWN) return;
  const seen = withoutTexts(figuresOf(questions, answers));
  await upsertInterim(trx, placementId, { waiting: seen, shown: seen });
  await updatePlacement(trx, placementId, { reopenedN: answers.length });
}
