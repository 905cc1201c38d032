import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { rollUp } from '#modules/ground/facts/testing';
import { insertLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, isoWeekday, localDate } from '#shared/dates';
import { Visitor } from './desk-dialog.ts';
import { cpuMs, load, type LoadResult } from './measure.ts';
import { prepareLibrary, withLibrary } from './prepare-library.ts';
import type { Figure } from './report.ts';
import { startServer } from './server-process.ts';
import type { Target } from './works.ts';

/** The city for which the budgets are, and the titles out of which its loans are. */
const LIBRARIES = 25;
const YEARS = 5;
const LOANS = 1_200_000;
const VISITS = 800_000;
const TITLES = 20_000;
const USUAL_SIZE = 100_000;
const [WHOLE_SECONDS, NIGHT_SECONDS] = [300, 60];

const ZONE = 'Asia/Jakarta';
const WEDNESDAY = 3;
const DAY = 86_400_000;

type Measure = (figure: Omit<Figure, 'value'>, work: () => Promise<number> | number) => Promise<void>;

/** Noon of the last Thursday: until then a Wednesday has ended, of which nothing is counted anew as on Sundays. */
function lastThursday(now: Date): Date {
  const today = localDate(now, ZONE);
  const back = (isoWeekday(today) + 7 - (WEDNESDAY + 1)) % 7;
  return new Date(`${addDays(today, -back)}T12:00:00+07:00`);
}

/** Libraries until there are 25, and a past of loans with returns and of visits, written straight: some libraries and titles are loved more. */
async function writePast(ctx: Ctx, until: Date, acts: { loans: number; visits: number }): Promise<void> {
  const hours = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1020 }));
  await ctx.db.transaction().execute(async (trx) => {
    const { count } = await trx
      .selectFrom('library')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    for (let nth = count; nth < LIBRARIES; nth += 1) {
      const about = { code: `KEL-${nth + 1}`, name: `Perpustakaan ${nth + 1}`, type: 'kelurahan' as const };
      await insertLibrary(trx, ctx, { ...about, openingHours: hours });
    }
  });
  // midnight in Blitar, and a minute between eight and five
  const first = new Date(`${addDays(localDate(until, ZONE), -365 * YEARS)}T00:00:00+07:00`);
  const days = Math.floor((until.getTime() - first.getTime()) / DAY);
  const when = sql`${first}::timestamptz + floor(random() * ${days}::integer) * interval '1 day'
    + interval '8 hours' + floor(random() * 540) * interval '1 minute'`;
  const chosen = (of: string, more: string) =>
    sql`(select array_agg(id order by id) as ids, count(*)::integer as many from ${sql.table(of)}) ${sql.raw(more)}`;
  const one = (of: string) => sql`${sql.ref(of)}.ids[1 + floor(power(random(), 2) * ${sql.ref(of)}.many)::integer]`;
  await ctx.db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`
      insert into loan (item_id, member_id, library_id, loaned_at, due_at, returned_at, return_library_id, status, terms, loaned_by, returned_by)
      select item_id, member_id, library_id, at, at + interval '7 days', at + interval '5 days', library_id, 'returned', '{}', 'bench', 'bench'
      from (
        select ${one('copies')} as item_id, ${one('people')} as member_id, ${one('places')} as library_id, ${when} as at
        from generate_series(1, ${acts.loans}::integer) nth, ${chosen('item', 'copies')}, ${chosen('member', 'people')},
          ${chosen('library', 'places')}
      ) past order by at`.execute(trx);
    await sql`
      insert into visit (library_id, kind, at, counted_until, via, age_group, sex)
      select library_id, 'guest', at, at + interval '1 minute', 'door', age, sex
      from (
        select ${one('places')} as library_id, ${when} as at,
          (array['anak', 'remaja', 'dewasa', 'lansia'])[1 + floor(random() * 4)::integer] as age,
          (array['L', 'P'])[1 + floor(random() * 2)::integer] as sex
        from generate_series(1, ${acts.visits}::integer) nth, ${chosen('library', 'places')}
      ) past order by at`.execute(trx);
    await sql`analyze`.execute(trx);
  });
}

/** Time of some work of this process and its database. */
async function timed(figure: Omit<Figure, 'value'>, work: () => Promise<unknown>): Promise<number> {
  const [cpu, began] = [cpuMs(process.pid), performance.now()];
  await work();
  figure.remark = `${((cpuMs(process.pid) - cpu) / 1000).toFixed(0)} s of CPU, with the database`;
  return (performance.now() - began) / 1000;
}

/** All days, and then the one that ended since. */
async function measureCounting(ctx: Ctx, until: Date, measure: Measure): Promise<void> {
  const at = (instant: Date): Ctx => ({ ...ctx, clock: { now: () => instant } });
  const unit = { unit: 's', slims: null };
  const whole: Omit<Figure, 'value'> = { ...unit, work: 'figures: all days counted anew', budget: WHOLE_SECONDS };
  await measure(whole, async () => timed(whole, async () => rollUp(at(new Date(until.getTime() - DAY)), 'whole')));
  const night: Omit<Figure, 'value'> = { ...unit, work: 'figures: a night', budget: NIGHT_SECONDS };
  await measure(night, async () => timed(night, async () => rollUp(at(until))));
  // what has ended since is counted here, so that the server which is measured next has nothing to count
  await rollUp(ctx);
}

const NONE = { cpu: null, ms: null };
const SECOND = { cpu: null, ms: 1000 };
const ALONE = { requests: 40, clients: 1 };

/** A page of figures for one who is signed in. @param rows it shows a table with something in it */
async function pageAlone(target: Target, path: string, rows: boolean): Promise<LoadResult> {
  const visitor = await Visitor.open(target);
  if (rows && !/<tbody[\s\S]*<tr/.test(await visitor.get(path))) throw new Error(`${path} shows no figure`);
  const look = async (): Promise<LoadResult> =>
    load(target.server.pid, ALONE.requests, ALONE.clients, async () => void (await visitor.get(path)));
  await look();
  return look();
}

/** The pages that are read of five years; a budget of CPU for the first one, and of what is seen for the others. */
async function measurePages(target: Target, until: Date, measure: Measure): Promise<void> {
  const to = addDays(localDate(until, ZONE), -1);
  const byClass = `/staf/laporan/peminjaman-kelas?dari=${addDays(to, 1 - 365 * YEARS)}&sampai=${to}&banding=year`;
  const pages = [
    { work: 'figures: dashboard', path: '/staf/laporan', rows: false, budget: { cpu: 300, ms: null } },
    { work: 'figures: dashboard of a year', path: '/staf/laporan?masa=tahun', rows: false, budget: NONE },
    { work: 'figures: loans by class, five years compared', path: byClass, rows: true, budget: SECOND },
    { work: 'figures: titles of a class, five years compared', path: `${byClass}&dalam=8`, rows: true, budget: SECOND },
  ];
  for (const { work, path, rows, budget } of pages) {
    let seen: LoadResult | null = null;
    const asked = async (): Promise<LoadResult> => (seen ??= await pageAlone(target, path, rows));
    await measure({ work: `${work}, CPU`, unit: 'ms CPU', budget: budget.cpu, slims: null }, async () => {
      return (await asked()).cpuMsPerRequest;
    });
    await measure(
      { work: `${work}, p50`, unit: 'ms', budget: budget.ms, slims: null },
      async () => (await asked()).p50,
    );
  }
}

/**
 * What reports cost a city of 25 libraries after five years: two million acts are counted, and looked at.
 * @param size 100,000 is that city; less is a smaller one
 */
export async function measureFigures(size: number, measure: Measure, say: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-figures-'));
  chmodSync(dataDir, 0o755);
  const share = size / USUAL_SIZE;
  const until = lastThursday(new Date());
  try {
    const { token } = await prepareLibrary(dataDir, Math.round(TITLES * share), say);
    await withLibrary(dataDir, async (_pages, ctx) => {
      say('five years of loans and visits');
      await writePast(ctx, until, { loans: Math.round(LOANS * share), visits: Math.round(VISITS * share) });
      await measureCounting(ctx, until, measure);
    });
    const server = await startServer({ DATA_DIR: dataDir }, 'scripts/run.mjs');
    try {
      await measurePages({ server, token }, until, measure);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
