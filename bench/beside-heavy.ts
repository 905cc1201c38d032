import { saveCertificateRule, issueCertificates } from '../src/modules/community/certificates/index.ts';
import { signInStaff } from '../src/modules/ground/identity/index.ts';
import { listLibraries } from '../src/modules/ground/libraries/index.ts';
import { changeState } from '../src/modules/community/programs/index.ts';
import { makeAttendance, makeParticipant, makeProgram } from '../src/modules/community/programs/testing.ts';
import { systemClock } from '../src/platform/clock.ts';
import { systemCtx, type Ctx } from '../src/platform/context.ts';
import { openDb, poolConfig, type Db } from '../src/platform/database/db.ts';
import { insertWork } from '../src/platform/background/heavy-queue.ts';
import { SESSION_COOKIE } from '../src/platform/requests/session-cookie.ts';
import { memoryMb } from './measure.ts';
import { memberNumber } from './prepare-library.ts';
import { post, type Target } from './works.ts';

const CERTIFICATES = 1_000;
const EXPORTED_LINES = 200_000;
const DAY = 86_400_000;
/** Milliseconds: no measurement lasts longer, and how often is looked whether all is done. */
const PATIENCE = 300_000;
const LOOK_EVERY = 250;

export interface BesideHeavy {
  /** Of the answers that a desk got while all that ran, in ms. */
  p95: number;
  longest: number;
  answers: number;
  /** Until the last piece was done. */
  seconds: number;
  /** The server with its database and its worker, MB. */
  peakMb: number;
  lines: number;
}

/** A closed workshop of so many people who all have a certificate. */
async function certify(ctx: Ctx, libraryId: number): Promise<number> {
  const now = ctx.clock.now().getTime();
  const startsAt = new Date(now + DAY);
  const session = {
    title: 'Sesi',
    format: 'lecture' as const,
    startsAt,
    endsAt: new Date(now + DAY + 7_200_000),
    jp: 2,
  };
  const { id, sessionIds } = await makeProgram(ctx, libraryId, { sessions: [session] });
  for (let nth = 0; nth < CERTIFICATES; nth += 1) {
    const { id: enrolmentId } = await makeParticipant(ctx, id, { name: `Peserta Lokakarya ${nth + 1}`, libraryId });
    for (const sessionId of sessionIds) await makeAttendance(ctx, sessionId, enrolmentId);
  }
  const signatories = [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati, S.IP.', details: '' }];
  await saveCertificateRule(ctx, id, { minAttendance: 0, needsTests: false, needsPlan: false, signatories });
  await changeState(ctx, id, 'running');
  await changeState(ctx, id, 'closed');
  const issued = await issueCertificates(ctx, id);
  if (issued !== CERTIFICATES) throw new Error(`${issued} certificates were issued`);
  return id;
}

/** Copies are added to one record until an export of the catalogue has so many lines. */
async function lengthenExport(ctx: Ctx, libraryId: number): Promise<number> {
  const count = async (): Promise<number> => {
    const row = await ctx.db
      .selectFrom('item')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  };
  const missing = EXPORTED_LINES - (await count());
  if (missing <= 0) return count();
  const bibs = await ctx.db.selectFrom('bib').select('id').orderBy('id').execute();
  const kind = await ctx.db.selectFrom('itemType').select('code').limit(1).executeTakeFirstOrThrow();
  const rows = Array.from({ length: missing }, (_, nth) => ({
    bibId: bibs[nth % bibs.length]?.id ?? 0,
    libraryId,
    itemType: kind.code,
    barcode: `X${String(nth).padStart(7, '0')}`,
    accessionNumber: `X${String(nth).padStart(7, '0')}`,
  }));
  for (let at = 0; at < rows.length; at += 2_000)
    await ctx.db
      .insertInto('item')
      .values(rows.slice(at, at + 2_000))
      .execute();
  return count();
}

const openPieces = async (db: Db): Promise<number> =>
  (await db.selectFrom('heavyWork').select('id').where('endedAt', 'is', null).execute()).length;

/** Asks for the three pieces as people and the clock do. Their answers may lead to a page, or fail: then nothing was measured. */
async function askForAll(db: Db, { server, token }: Target, programId: number, cookie: string): Promise<Response[]> {
  const input = { needed: true };
  const build = { kind: 'search.build_after_changes', input, inputKey: null, lane: 'rest' as const };
  await insertWork(db, { ...build, asker: null, locale: 'id', libraryId: null });
  const certificates = `${server.origin}/staf/kegiatan/${programId}/sertifikat/pdf`;
  return Promise.all([
    fetch(certificates, { headers: { cookie: `${SESSION_COOKIE}=${cookie}` }, redirect: 'manual' }),
    fetch(`${server.origin}/api/v1/exports/slims-items-csv`, { headers: { authorization: `Bearer ${token}` } }),
  ]);
}

/**
 * A desk lends and takes back, one copy after the other, while the worker sets a thousand certificates, writes the catalogue with 200,000
 * copies and builds the index.
 * @param socketDir where the database of the server is
 */
export async function deskBesideHeavyWork(target: Target, socketDir: string): Promise<BesideHeavy> {
  const { db } = openDb(poolConfig({ socketDir, database: 'lumbung' }, 2));
  try {
    const ctx = systemCtx(db, systemClock, 'bench', 'cli');
    const library = (await listLibraries(ctx)).find(({ code }) => code === 'PUSAT');
    if (!library) throw new Error('there is no library');
    const lines = await lengthenExport(ctx, library.id);
    const programId = await certify(ctx, library.id);
    const { token } = await signInStaff(
      { ...ctx, actor: { kind: 'anonymous' } },
      { username: 'bench', password: 'lumbung-bench-2026', ip: null, userAgent: 'bench' },
    );
    const copies = await ctx.db
      .selectFrom('item')
      .select('barcode')
      .where('status', '=', 'available')
      .where('libraryId', '=', library.id)
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    const lend = async (nth: number): Promise<number> => {
      const itemBarcode = copies[nth % copies.length]?.barcode;
      const begin = performance.now();
      await post(target, '/loans', { memberNumber: memberNumber(nth % 400), itemBarcode });
      const lent = performance.now();
      await post(target, '/check-ins', { itemBarcode, library: 'PUSAT' }, 200);
      return Math.max(lent - begin, performance.now() - lent);
    };
    // the compiler of the server has seen its code by then
    for (let nth = 0; nth < 50; nth += 1) await lend(nth);

    const began = performance.now();
    const asked = askForAll(db, target, programId, token);
    const times: number[] = [];
    let [done, peakMb, looked] = [false, 0, 0];
    const watched = (async () => {
      // none is there before the requests have come in
      await new Promise((soon) => setTimeout(soon, 1_000));
      while ((await openPieces(db)) > 0 && performance.now() - began < PATIENCE) {
        await new Promise((soon) => setTimeout(soon, LOOK_EVERY));
      }
      done = true;
    })();
    for (let nth = 0; !done; nth += 1) {
      times.push(await lend(nth));
      if (performance.now() - looked < 1_000) continue;
      looked = performance.now();
      peakMb = Math.max(peakMb, memoryMb(target.server.pid));
    }
    await watched;
    const seconds = (performance.now() - began) / 1_000;
    for (const { status, url } of await asked) if (status >= 400) throw new Error(`${url} answered ${status}`);
    const failed = await db.selectFrom('heavyWork').select('kind').where('state', '=', 'failed').execute();
    if (failed.length > 0) throw new Error(`failed: ${failed.map(({ kind }) => kind).join(', ')}`);
    times.sort((a, b) => a - b);
    const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
    return { p95, longest: times.at(-1) ?? 0, answers: times.length * 2, seconds, peakMb, lines };
  } finally {
    await db.destroy();
  }
}
