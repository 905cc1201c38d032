/** What readers of the sample city would like to have, what may be spent, and what was ordered: `acquisition.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { saveBudgets, saveDonation, saveOrder, saveSuggestions } from '../../src/modules/stock/acquisition/testing.ts';
import { BUDGET_SOURCES } from '../../src/modules/stock/acquisition/client.ts';
import { findOrAddBibWithin, formToMarc, newRecord } from '../../src/modules/collection/catalog/index.ts';
import { getLibraryByCode } from '../../src/modules/ground/libraries/index.ts';
import { saveSubscription } from '../../src/modules/collection/serials/testing.ts';
import { FREQUENCIES } from '../../src/modules/collection/serials/client.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, localDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  suggestions: z.array(
    z.object({
      library: z.string(),
      /** Member numbers; the first asked for it. */
      voters: z.array(z.string()).min(1),
      title: z.string(),
      author: z.string().nullable(),
      publisher: z.string().nullable(),
      year: z.int().nullable(),
      note: z.string().nullable(),
      daysAgo: z.int(),
      answer: z
        .object({ decision: z.enum(['buy', 'declined', 'later']), reason: z.string(), daysAgo: z.int() })
        .nullable(),
    }),
  ),
  budgets: z.array(
    z.object({ library: z.string(), source: z.enum(BUDGET_SOURCES), name: z.string(), amount: z.int() }),
  ),
  orders: z.array(
    z.object({
      library: z.string(),
      supplier: z.string(),
      supplierAddress: z.string(),
      note: z.string(),
      daysAgo: z.int(),
      invoice: z.string(),
      lines: z.array(
        z.object({
          title: z.string(),
          /** It is bought for the suggestion of this title. */
          suggestion: z.boolean(),
          copies: z.int(),
          unitPrice: z.int(),
          /** Place in `budgets`. */
          budget: z.int(),
          itemType: z.string(),
          received: z.int(),
        }),
      ),
    }),
  ),
  donations: z.array(
    z.object({
      library: z.string(),
      daysAgo: z.int(),
      donorName: z.string(),
      donorAddress: z.string(),
      donorContact: z.string(),
      note: z.string(),
      thanked: z.boolean(),
      books: z.array(
        z.object({
          title: z.string(),
          author: z.string().nullable(),
          copies: z.int(),
          accepted: z.int().nullable(),
          declinedReason: z.string().nullable(),
        }),
      ),
    }),
  ),
  subscriptions: z.array(
    z.object({
      library: z.string(),
      title: z.string(),
      place: z.string(),
      publisher: z.string(),
      supplier: z.string(),
      price: z.int(),
      frequency: z.enum(FREQUENCIES),
      startsDaysAgo: z.int(),
      days: z.int(),
      firstVolume: z.int().nullable(),
      numbersPerVolume: z.int().nullable(),
      graceDays: z.int(),
      makesCopies: z.boolean(),
      /** Places of the issues that did not come. */
      without: z.array(z.int()),
    }),
  ),
});

/** The serials were in the catalogue before these subscriptions. */
const CATALOGUED_DAYS_AGO = 500;

/** Ids of what the file names by code or number. */
interface Known {
  libraryIdOf: (code: string) => number;
  memberIdOf: (number: string) => number;
}

export async function loadAcquisition(trx: Tx, ctx: Ctx, { libraryIdOf, memberIdOf }: Known): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('acquisition.json', import.meta.url), 'utf8')));
  const ago = (days: number): Date => new Date(ctx.clock.now().getTime() - days * 86_400_000);
  const wishIds = await saveSuggestions(
    trx,
    ctx,
    sample.suggestions.map(({ library, voters, daysAgo, answer, ...book }) => ({
      ...book,
      isbn: null,
      libraryId: libraryIdOf(library),
      voters: voters.map(memberIdOf),
      madeAt: ago(daysAgo),
      answer: answer && { decision: answer.decision, reason: answer.reason, at: ago(answer.daysAgo) },
    })),
  );
  const year = ctx.clock.now().getUTCFullYear();
  const budgetIds = await saveBudgets(
    trx,
    ctx,
    sample.budgets.map(({ library, ...budget }) => ({ ...budget, year, libraryId: libraryIdOf(library) })),
  );
  const wishOf = new Map(sample.suggestions.map(({ title }, nth) => [title, wishIds[nth] ?? null]));
  for (const { library, lines, daysAgo, ...order } of sample.orders) {
    const then: Ctx = { ...ctx, clock: { now: () => ago(daysAgo) } };
    await saveOrder(trx, then, {
      ...order,
      library: await getLibraryByCode({ ...ctx, db: trx }, library),
      lines: lines.map(({ received, suggestion, budget, ...line }) => ({
        line: { ...line, budgetId: budgetIds[budget] ?? 0, suggestionId: suggestion ? wishOf.get(line.title) : null },
        received,
      })),
    });
  }
  for (const { library, daysAgo, ...donation } of sample.donations) {
    const then: Ctx = { ...ctx, clock: { now: () => ago(daysAgo) } };
    await saveDonation(trx, then, { ...donation, library: await getLibraryByCode({ ...ctx, db: trx }, library) });
  }
  for (const { library, title, place, publisher, startsDaysAgo, days, without, ...given } of sample.subscriptions) {
    const { id: libraryId, timeZone } = await getLibraryByCode({ ...ctx, db: trx }, library);
    const today = localDate(ctx.clock.now(), timeZone);
    const startsOn = addDays(today, -startsDaysAgo);
    const marc = formToMarc(newRecord('terbitan_berkala', today), 'terbitan_berkala', {
      title: [{ value: title }],
      place: [{ value: place }],
      publisher: [{ value: publisher }],
    });
    const longAgo: Ctx = { ...ctx, clock: { now: () => ago(CATALOGUED_DAYS_AGO) } };
    const bibId = await findOrAddBibWithin(trx, longAgo, marc);
    const subscription = { ...given, bibId, startsOn, endsOn: addDays(startsOn, days), itemType: 'umum' };
    await saveSubscription(trx, ctx, { libraryId, subscription, until: addDays(today, -1), without });
  }
}
