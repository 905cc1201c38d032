import { permissions } from '#contributed/permissions';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { makeProgram } from '#modules/community/programs/testing';
import { addPolicy, saveLoanHistory, type PastLoan } from '#modules/lending/circulation/testing';
import { createApiToken } from '#modules/ground/identity';
import { addAccount, readyAccount } from '#modules/ground/identity/testing';
import { insertLibrary } from '#modules/ground/libraries';
import { saveMemberBatch } from '#modules/people/members';
import { readConfig } from '#platform/config';
import { systemCtx, type Ctx } from '#platform/context';
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';
import { boot } from '../src/entrypoints/boot.ts';
import { generateRecords } from './generate.ts';
import { memoryMb } from './measure.ts';
import { runCommand } from './server-process.ts';
import { seeded } from './vocabulary.ts';

const LIBRARIES = ['PUSAT', 'KEL-A', 'KEL-B', 'KEL-C', 'KEL-D', 'KEL-E', 'KEL-F', 'SEKOLAH', 'TBM', 'KELILING'];
const MEMBERS = 5000;
const PAST_LOANS = 20_000;
/** Announced for the weeks to come, one a day. */
const PROGRAMS = 40;
const DAY = 86_400_000;

export interface Prepared {
  token: string;
  importSeconds: number;
  importPeakMb: number;
}

/** One library with nothing in it, for what moves in. */
export const prepareEmptyLibrary = async (dataDir: string): Promise<void> =>
  withLibrary(dataDir, async (ctx) => {
    const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 0, closesMinute: 1440 }));
    await ctx.db.transaction().execute(async (trx) => {
      await insertLibrary(trx, ctx, { code: 'PUSAT', name: 'Perpustakaan', type: 'pusat', openingHours: hours });
    });
  });

/** Works on the library of a data folder that no server has open. @param work given contexts of pages and of jobs, whose questions may take longer */
export async function withLibrary<T>(dataDir: string, work: (ctx: Ctx, jobs: Ctx) => Promise<T>): Promise<T> {
  const booted = await boot(readConfig({ DATA_DIR: dataDir }), { shared: false });
  try {
    const ctxOf = ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Ctx => systemCtx(db, clock, 'bench');
    return await work(ctxOf(booted.services), ctxOf(booted.jobServices));
  } finally {
    await booted.stop();
  }
}

async function writeRecords(path: string, size: number): Promise<void> {
  const file = createWriteStream(path);
  for (const record of generateRecords({ size, libraries: LIBRARIES })) {
    const written = writeIso2709(record);
    if (!written.ok) throw new Error(`a generated record cannot be written: ${written.error.code}`);
    if (!file.write(written.bytes)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

export const memberNumber = (index: number): string => `M${String(index + 1).padStart(6, '0')}`;

/** Libraries, an administrator with a token, records with copies through the importer, members and a past of loans. */
export async function prepareLibrary(dataDir: string, size: number, say: (line: string) => void): Promise<Prepared> {
  const token = await withLibrary(dataDir, async (ctx) => {
    const admin = await readyAccount({ username: 'bench', fullName: 'Bench', password: 'lumbung-bench-2026' });
    await ctx.db.transaction().execute(async (trx) => {
      for (const code of LIBRARIES) {
        const type = code === 'PUSAT' ? 'pusat' : 'kelurahan';
        const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 0, closesMinute: 1440 }));
        const { id } = await insertLibrary(trx, ctx, { code, name: `Perpustakaan ${code}`, type, openingHours: hours });
        await addPolicy(trx, ctx, { libraryId: id, categoryId: null, itemType: null, maxLoans: 1000 });
      }
      await addAccount(trx, ctx, { ...admin, grants: [{ role: 'administrator', libraryId: null }] });
      await addPolicy(trx, ctx, { libraryId: null, categoryId: null, itemType: 'umum', maxLoans: 1000 });
    });
    return (
      await createApiToken(ctx, { permissions }, { username: 'bench', name: 'bench', scopes: ['*'], expiresAt: null })
    ).token;
  });

  say(`generating ${size} records`);
  const path = join(dataDir, 'bench.mrc');
  await writeRecords(path, size);
  say('importing them');
  let importPeakMb = 0;
  const env = { DATA_DIR: dataDir };
  const { seconds } = await runCommand(['import', 'marc', path, '--library', 'PUSAT'], env, (pid) => {
    importPeakMb = Math.max(importPeakMb, memoryMb(pid));
  });

  say('members and past loans');
  await withLibrary(dataDir, async (ctx) => addPeople(ctx));
  return { token, importSeconds: seconds, importPeakMb };
}

async function addPeople(ctx: Ctx): Promise<void> {
  const random = seeded(7);
  const library = await ctx.db.selectFrom('library').select('id').where('code', '=', 'PUSAT').executeTakeFirstOrThrow();
  const items = await ctx.db.selectFrom('item').select(['id', 'bibId']).orderBy('id').limit(PAST_LOANS).execute();
  const terms: PastLoan['terms'] = {
    finePerDay: 0,
    fineCap: 0,
    graceDays: 0,
    suspensionPerLateDay: 1,
    maxSuspensionDays: 30,
    dueMode: 'push_open',
  };
  const now = ctx.clock.now().getTime();
  for (let day = 1; day <= PROGRAMS; day += 1) {
    const startsAt = new Date(now + day * DAY);
    const session = {
      title: 'Sesi',
      format: 'lecture',
      startsAt,
      endsAt: new Date(startsAt.getTime() + DAY / 12),
      jp: 2,
    } as const;
    await makeProgram(ctx, library.id, { program: { title: `Kegiatan uji ${day}` }, sessions: [session] });
  }
  await ctx.db.transaction().execute(async (trx) => {
    const rows = Array.from({ length: MEMBERS }, (_, i) => ({
      number: memberNumber(i),
      fullName: `Anggota Uji ${i + 1}`,
      category: 'guru',
      homeLibraryId: library.id,
      expiresOn: null,
    }));
    for (let at = 0; at < MEMBERS; at += 500) await saveMemberBatch(trx, ctx, rows.slice(at, at + 500));
    const members = await trx.selectFrom('member').select('id').orderBy('id').execute();
    await saveLoanHistory(
      trx,
      ctx,
      items.map((item): PastLoan => {
        const loanedAt = new Date(now - (30 + random() * 330) * DAY);
        return {
          itemId: item.id,
          bibId: item.bibId,
          memberId: members[Math.floor(random() * members.length)]?.id ?? 0,
          libraryId: library.id,
          loanedAt,
          dueAt: new Date(loanedAt.getTime() + 7 * DAY),
          returnedAt: new Date(loanedAt.getTime() + 5 * DAY),
          renewals: [],
          terms,
          by: 'bench',
        };
      }),
    );
  });
}
