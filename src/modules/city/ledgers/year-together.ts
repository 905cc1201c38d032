import { showPartners } from '#modules/city/partners';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { localDate, type LocalDate } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { YearTogether } from './client.ts';
import {
  countGivenBooks,
  countGivers,
  countVolunteerHours,
  selectGiven,
  selectProgramYears,
} from './data/ledger.queries.ts';
import { monthsOver } from './ledger-periods.ts';
import { askedOf } from './read-ledger.ts';
import { givenOf } from './rules/given.ts';
import { reachedOf } from './rules/reached.ts';

/** For so long the figures may stand, in milliseconds: they are sums of a year, on a page that everybody opens. */
const KEPT = 600_000;
const kept = new WeakMap<Db, { at: number; figures: Promise<YearTogether> }>();

async function figuresOf(ctx: Pick<Ctx, 'db' | 'clock'>, from: LocalDate, until: LocalDate): Promise<YearTogether> {
  const { db } = ctx;
  const named = await showPartners({ db, locale: 'id' });
  const asked = await askedOf(ctx, { partnerIds: named.map(({ id }) => id), from, until });
  const given = givenOf(await selectGiven(db, asked));
  const books = await countGivenBooks(db, asked);
  const reached = reachedOf(await selectProgramYears(db, asked), { from, until, now: ctx.clock.now() });
  const volunteers = await countVolunteerHours(db, asked, 'all');
  return {
    ...{ from, until },
    books: books.came > 0 ? { came: books.came, loans: books.loans } : null,
    programs: reached.people > 0 ? { programs: reached.programs, people: reached.people } : null,
    volunteerHours: volunteers.people >= FEWEST_TOLD && volunteers.hours > 0 ? volunteers.hours : null,
    // of fewer givers each would know what the others gave
    value: given.value > 0 && (await countGivers(db, asked)) >= LEAST.people ? given.value : null,
  };
}

const hasAny = ({ books, programs, volunteerHours, value }: YearTogether): boolean =>
  [books, programs, volunteerHours, value].some((one) => one !== null);

/** Of the months of this year that are over; of the year before where they say nothing yet. */
async function reckon(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<YearTogether> {
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const year = Number(today.slice(0, 4));
  const [from, until] = [`${year}-01-01`, await monthsOver(ctx, today)];
  const now = until < from ? null : await figuresOf(ctx, from, until);
  return now && hasAny(now) ? now : figuresOf(ctx, `${year - 1}-01-01`, `${year - 1}-12-31`);
}

/**
 * What all partners who agreed to be named carried this year, with the hours of volunteers, for everybody: by
 * months that are over, so that nobody who looks every day sees what came of whom. Null: there is nothing that may be told. Reckoned every ten minutes.
 */
export async function yearTogether(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<YearTogether | null> {
  const at = ctx.clock.now().getTime();
  const before = kept.get(ctx.db);
  const isFresh = before && at >= before.at && at - before.at < KEPT;
  const figures = isFresh ? before.figures : reckon(ctx);
  if (!isFresh) {
    kept.set(ctx.db, { at, figures });
    // what failed is asked anew by whoever comes next
    figures.catch(() => kept.delete(ctx.db));
  }
  const told = await figures;
  return hasAny(told) ? told : null;
}
