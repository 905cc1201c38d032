import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { addAccount, readyAccount } from '../src/modules/ground/identity/testing.ts';
import { listLibraries } from '../src/modules/ground/libraries/index.ts';
import { saveSampleClass } from '../src/modules/learning/classes/testing.ts';
import { listCompetences } from '../src/modules/learning/competences/index.ts';
import { saveSampleTest } from '../src/modules/learning/course-tests/testing.ts';
import { saveSampleCourse } from '../src/modules/learning/courses/testing.ts';
import { systemClock } from '../src/platform/clock.ts';
import { systemCtx } from '../src/platform/context.ts';
import { openDb, poolConfig, type Db } from '../src/platform/database/db.ts';
import { Visitor } from './desk-dialog.ts';
import { memberNumber } from './prepare-library.ts';
import { root } from './server-process.ts';
import { post, someBarcodes, type Target } from './works.ts';

const CLASSES = 8;
const PUPILS_EACH = 25;
const ITEMS = 8;
const DESKS = 2;
/** Milliseconds until a desk takes the next card. */
const NEXT_CARD = 1_000;
/** All pupils press the button within so long; the last may get its answer later, but within a minute. */
const WITHIN = 50_000;
const SLUG = 'ujian-bersama';

/** What desks saw, in milliseconds of one request. */
export interface DeskTimes {
  p50: number;
  p95: number;
  longest: number;
  answers: number;
}

/** Desks lend by the pages and take back, one card after the other, as long as something else goes on. */
export async function desksBeside<T>(target: Target, during: () => Promise<T>): Promise<{ desk: DeskTimes; other: T }> {
  // those at the end: the others are lent by what is measured before
  const copies = (await someBarcodes(target, 4_600)).slice(-300);
  const times: number[] = [];
  let [isOver, counting] = [false, false];
  const seen = (ms: number): void => void (counting && times.push(ms));
  const desks = await Promise.all(Array.from({ length: DESKS }, async () => Visitor.open(target, seen)));
  const work = async (desk: Visitor, nth: number): Promise<void> => {
    for (let at = nth; !isOver; at += DESKS) {
      const itemBarcode = copies[at % copies.length] ?? '';
      await desk.lend(memberNumber(at % 400), itemBarcode);
      const began = performance.now();
      await post(target, '/check-ins', { itemBarcode, library: 'PUSAT' }, 200);
      seen(performance.now() - began);
      await setTimeout(NEXT_CARD);
    }
  };
  const worked = Promise.all(desks.map(work));
  // the compiler of the server has seen its code by then
  await setTimeout(6 * NEXT_CARD);
  counting = true;
  const other = await Promise.race([
    during(),
    worked.then((): never => {
      throw new Error('the desks ended');
    }),
  ]).finally(() => (isOver = true));
  await worked;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { desk: { p50: at(0.5), p95: at(0.95), longest: times.at(-1) ?? 0, answers: times.length }, other };
}

const words = (id: string) => ({ id });

/** Classes of a course with a test. @returns the keys of their pupils */
async function prepareClasses(db: Db): Promise<string[]> {
  const ctx = systemCtx(db, systemClock, 'bench', 'cli');
  const library = (await listLibraries(ctx)).find(({ code }) => code === 'PUSAT');
  const [competence] = (await listCompetences(ctx, { framework: 'literasi', limit: 1 })).data;
  if (!library || !competence) throw new Error('there is no library, or no framework');
  const archive = {
    ...{ format: 'lumbung-course/1', title: 'Ujian bersama', summary: 'Untuk mengukur.', authors: 'Bench' },
    ...{ audience: 'youth', phase: 'D', tier: 2, jp: 1 },
    lessons: [{ title: 'Satu', minutes: 5, parts: [{ markdown: 'Baca.' }] }],
  };
  const items = Array.from({ length: ITEMS }, (_, nth) => ({
    competenceId: competence.id,
    body: {
      ...{ kind: 'question' as const, prompt: words(`Pertanyaan ${nth + 1}`) },
      asked: { form: 'one' as const, options: [{ label: words('Benar'), right: true }, { label: words('Salah') }] },
    },
  }));
  const account = await readyAccount({ username: 'guru', fullName: 'Guru', password: 'lumbung-bench-2026' });
  return db.transaction().execute(async (trx) => {
    const { id: teacherId } = await addAccount(trx, ctx, {
      ...account,
      grants: [{ role: 'school_staff', libraryId: library.id }],
    });
    const courseId = await saveSampleCourse(trx, ctx, { archive, published: true });
    await saveSampleTest(trx, ctx, { courseId, minutes: 10, items });
    const keys: string[] = [];
    for (let nth = 0; nth < CLASSES; nth += 1) {
      const made = await saveSampleClass(trx, ctx, {
        ...{ libraryId: library.id, courseId, name: `Kelas ${nth + 1}`, schoolYear: '', code: `UJI-${nth + 10}` },
        ...{ startsOn: '2026-01-05', endedAt: null, teacherId, pin: '4826', at: systemClock.now() },
        pupils: Array.from({ length: PUPILS_EACH }, (_, at) => `Murid ${nth + 1}.${at + 1}`),
      });
      keys.push(...made);
    }
    return keys;
  });
}

const seenByPupils = z.object({
  thanked: z.number(),
  seconds: z.number(),
  refused: z.number(),
  p50: z.number(),
  p95: z.number(),
});

interface ClassResult {
  desk: DeskTimes;
  pupils: z.output<typeof seenByPupils> & { all: number };
}

/** Two hundred pupils hand in a test within a minute while the desk works. Throws where one of them was lost or doubled. */
export async function handInBesideDesk(target: Target, socketDir: string): Promise<ClassResult> {
  const { db } = openDb(poolConfig({ socketDir, database: 'lumbung' }, 2));
  try {
    const keys = await prepareClasses(db);
    const told = { origin: target.server.origin, keys, path: `/kelas/${SLUG}/tes/awal`, within: WITHIN };
    const child = spawn(process.execPath, [join(root, 'bench/class-pupils.ts'), JSON.stringify(told)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const said = child.stdout ? text(child.stdout) : Promise.resolve('');
    const ended = once(child, 'exit');
    await Promise.race([once(child, 'message'), ended]);
    const { desk, other } = await desksBeside(target, async () => {
      child.send('go');
      return seenByPupils.parse(JSON.parse(await said));
    });
    const sittings = await db.selectFrom('testSitting').select('handedInAt').execute();
    const answers = await db.selectFrom('testAnswer').select('isRight').execute();
    const handedIn = sittings.filter(({ handedInAt }) => handedInAt !== null).length;
    if (handedIn !== keys.length || answers.length !== keys.length * ITEMS || other.thanked !== keys.length)
      throw new Error(`${handedIn} handed in, ${other.thanked} told so, ${answers.length} answers kept`);
    return { desk, pupils: { ...other, all: keys.length } };
  } finally {
    await db.destroy();
  }
}
