import { beforeAll, expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import {
  changeProgram,
  enrol,
  enrolmentsOf,
  getProgram,
  moveFormQuestion,
  removeFormQuestion,
  saveFormQuestion,
} from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
const labels = async (id: number): Promise<string[]> => (await getProgram(t.ctx(), id)).form.map((one) => one.label);

test('answers stay with their question, however the form is arranged afterwards', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const size = await saveFormQuestion(t.ctx(), id, { label: 'Ukuran kaus', kind: 'choice', options: ['S', 'M'] });
  const hope = await saveFormQuestion(t.ctx(), id, { label: 'Harapan', kind: 'text' });
  await enrol(t.ctx(), {
    programId: id,
    name: 'Eko',
    contact: 'eko@contoh.id',
    answers: { [size]: 'M', [hope]: 'Ilmu' },
  });
  await moveFormQuestion(t.ctx(), id, hope, -1);
  await saveFormQuestion(t.ctx(), id, { id: size, label: 'Ukuran baju', kind: 'choice', options: ['S', 'M', 'L'] });
  expect(await labels(id)).toEqual(['Harapan', 'Ukuran baju']);
  const [eko] = await enrolmentsOf(t.ctx(), id);
  expect(eko?.answers).toEqual({ [size]: 'M', [hope]: 'Ilmu' });
  await removeFormQuestion(t.ctx(), id, hope);
  const again = await saveFormQuestion(t.ctx(), id, { label: 'Catatan', kind: 'text' });
  expect(eko?.answers).not.toHaveProperty(again);
});

test('a question that another hangs on is neither taken out, nor put below it, nor robbed of that answer', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const bus = await saveFormQuestion(t.ctx(), id, { label: 'Naik apa?', kind: 'choice', options: ['Bus', 'Motor'] });
  const stop = await saveFormQuestion(t.ctx(), id, {
    label: 'Dari halte mana?',
    kind: 'text',
    when: { id: bus, equals: 'Bus' },
  });
  const needed = { code: 'programs.question_needed', params: { label: 'Dari halte mana?' } };
  await expect(removeFormQuestion(t.ctx(), id, bus)).rejects.toMatchObject(needed);
  await expect(moveFormQuestion(t.ctx(), id, stop, -1)).rejects.toMatchObject(needed);
  await expect(
    saveFormQuestion(t.ctx(), id, { id: bus, label: 'Naik apa?', kind: 'choice', options: ['Motor', 'Sepeda'] }),
  ).rejects.toMatchObject(needed);
  await removeFormQuestion(t.ctx(), id, stop);
  await removeFormQuestion(t.ctx(), id, bus);
  expect(await labels(id)).toEqual([]);
});

test('the programme itself is changed without touching its form', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await saveFormQuestion(t.ctx(), id, { label: 'Harapan', kind: 'text' });
  await changeProgram(t.ctx(), id, { kind: 'talk', title: 'Bincang' });
  expect(await labels(id)).toEqual(['Harapan']);
});

test('a choice has two answers at least; thirty questions are enough; others may not touch the form', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await expect(saveFormQuestion(t.ctx(), id, { label: 'Kaus', kind: 'choice', options: ['S'] })).rejects.toMatchObject({
    fields: { options: 'required' },
  });
  await expect(saveFormQuestion(t.ctx(), id, { id: 'lain', label: 'X', kind: 'text' })).rejects.toMatchObject({
    code: 'programs.question_not_found',
  });
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(saveFormQuestion(elsewhere, id, { label: 'X', kind: 'text' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  for (let n = 1; n <= 30; n++) await saveFormQuestion(t.ctx(), id, { label: `Soal ${n}`, kind: 'text' });
  await expect(saveFormQuestion(t.ctx(), id, { label: 'Satu lagi', kind: 'text' })).rejects.toMatchObject({
    code: 'programs.too_many_questions',
  });
});

test('a question is not known by a word that every object has: nobody could enrol any more', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  for (const word of ['constructor', '__proto__']) {
    const question = { id: word, label: 'Apa?', kind: 'text' as const };
    await expect(saveFormQuestion(t.ctx(), id, question)).rejects.toMatchObject({ fields: { id: 'invalid' } });
    const written = changeProgram(t.ctx(), id, { kind: 'talk', title: 'Bincang', form: [question] });
    await expect(written).rejects.toMatchObject({ fields: { 'form.0.id': 'invalid' } });
  }
  expect((await enrol(t.ctx(), { programId: id, name: 'Eko' })).status).toBe('confirmed');
});
