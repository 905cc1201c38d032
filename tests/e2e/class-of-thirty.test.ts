import { expect, test } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import {
  counted,
  learns,
  learnsCutOff,
  learnsWithoutScript,
  LESSON,
  made,
  makeClass,
  NAMES,
  teacher,
  useClassOfThirty,
  type Pupil,
} from '../support/class-of-thirty.ts';
import { learnsByKeyboard } from '../support/pupil-by-keyboard.ts';
import { PupilClient } from '../support/pupil-client.ts';
import { rowsNaming } from '../support/rows-naming.ts';

const { app } = useClassOfThirty();
let pupils: Pupil[] = [];

test('a class of thirty behind one address learns a lesson and hands in its test, none lost and none doubled, whatever becomes of the network', async () => {
  const desk = await teacher();
  pupils = await makeClass(desk);
  expect(pupils.map(({ name }) => name).toSorted()).toEqual(NAMES.toSorted());
  const [byKeyboard, cutOff, withoutScript, ...others] = pupils;
  if (!byKeyboard || !cutOff || !withoutScript) throw new Error('no pupils');
  const { id: taskId } = await app.db.selectFrom('lessonTask').select('id').orderBy('id').executeTakeFirstOrThrow();

  const began = performance.now();
  const wrong = ['old', 'other', 'lent'] as const;
  // a classroom's tablets, not all in the same instant: four at a time beside the three that are watched
  const queue = others.map((pupil, nth) => async () => learns(pupil, taskId, wrong[nth % 3] ?? 'old'));
  const four = Array.from({ length: 4 }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await next();
  });
  await Promise.all([
    ...four,
    learnsByKeyboard(byKeyboard, taskId),
    learnsCutOff(cutOff, taskId),
    learnsWithoutScript(withoutScript, taskId),
  ]);
  expect(performance.now() - began).toBeLessThan(60_000);

  await desk.goto(app.origin + made.path);
  const rows = desk.locator('table.murid tbody tr');
  expect(await rows.count()).toBe(30);
  expect(await desk.locator('table.murid td.b-done').count()).toBe(30);
  expect((await rows.locator('th').allTextContents()).toSorted()).toEqual(NAMES.toSorted());
  await expectAccessible(desk);
  await desk.context().close();
  expect(await counted()).toEqual({ learners: 30, finished: 30, right: 60, handedIn: 30, answers: 60 });
}, 150_000);

test('a child who guesses at a PIN waits alone, and one who is taken out leaves nothing behind', async () => {
  const [, , guessing, out, friend] = pupils;
  if (!guessing || !out || !friend) throw new Error('no pupils');
  const door = `/kelas/masuk?kode=${made.code}`;
  const client = new PupilClient(app.origin);
  const tries = async (pupil: Pupil, pin: string) =>
    client.submit(door, await client.open(door), '?/enter', { picture: pupil.picture, pin });
  const wrong = guessing.pin === '8520' ? '8521' : '8520';
  for (let nth = 0; nth < 4; nth += 1) expect(await tries(guessing, wrong)).toContain('belum cocok');
  expect(await tries(guessing, wrong)).toContain('Istirahat dulu 5 menit');
  expect(await tries(guessing, guessing.pin)).toContain('Istirahat dulu 5 menit');
  expect(await tries(friend, friend.pin)).toContain(friend.name);

  const own = new PupilClient(app.origin);
  await own.submit(door, await own.open(door), '?/enter', { picture: out.picture, pin: out.pin });
  const lesson = await own.open(LESSON);
  expect(lesson).toContain(out.name);
  const desk = await teacher();
  await desk.goto(app.origin + made.path);
  await desk.click(`a[aria-label*="${out.name}"]`);
  await desk.click('summary:has-text("Keluarkan dari kelas")');
  await expectAccessible(desk);
  await desk.click('button:has-text("Ya, keluarkan dan hapus jawabannya")');
  await desk.waitForSelector('.flash:has-text("jawabannya dihapus")');
  expect(await desk.locator('table.murid tbody tr').count()).toBe(29);
  expect(await desk.content()).not.toContain(out.name);
  expect(await rowsNaming(app.db, [out.name])).toEqual([]);
  expect(await counted()).toEqual({ learners: 29, finished: 29, right: 58, handedIn: 29, answers: 58 });
  // the tablet on which they were still in: what it sends is nobody's, and nothing is made of it
  expect(await own.submit(LESSON, lesson, '?/answer', { choice: '1' })).toContain('sudah tidak masuk kelas');
  expect(await own.open(LESSON)).not.toContain(out.name);
  expect(await tries(out, out.pin)).toContain('belum cocok');
  expect((await counted()).learners).toBe(29);
}, 60_000);
