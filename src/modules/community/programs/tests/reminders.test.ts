import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { remindParticipants } from '#modules/community/programs/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { counted } from '../../../../../tests/support/counted.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
const tomorrow = {
  title: 'Sesi pagi',
  format: 'lecture' as const,
  startsAt: new Date('2026-11-26T08:00:00+07:00'),
  endsAt: new Date('2026-11-26T10:00:00+07:00'),
};

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

const reminders = async (): Promise<number> => {
  const notices = await t.db.selectFrom('notification').select('id').where('topic', '=', 'program_reminder').execute();
  const guests = await t.db.selectFrom('guestMessage').select('id').where('topic', '=', 'program_reminder').execute();
  return notices.length + guests.length;
};
const round = async (): Promise<number> => {
  const asked = counted(t.db);
  await remindParticipants({ ...t.ctx(), db: asked.db });
  return asked.questions();
};

test('who was reminded is not tried again every five minutes: the round asks who is left, and tells whoever came since', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId, { sessions: [tomorrow] });
  for (let nth = 0; nth < 6; nth += 1) {
    const number = await makeMember(t.ctx(), {
      number: `R${nth}`,
      fullName: `Peserta ${nth}`,
      homeLibrary: 'KOTA',
    });
    await makeParticipant(t.ctx(), programId, { memberNumber: number });
    await makeParticipant(t.ctx(), programId, { name: `Tamu ${nth}`, contact: `tamu${nth}@example.org` });
  }
  // nobody can tell this one anything
  await makeParticipant(t.ctx(), programId, { name: 'Tanpa alamat', contact: '' });
  await round();
  expect(await reminders()).toBe(12);
  // which sessions, who comes, who was told
  expect(await round()).toBe(3);
  expect(await reminders()).toBe(12);
  await makeParticipant(t.ctx(), programId, { name: 'Tamu baru', contact: 'baru@example.org' });
  await round();
  expect(await reminders()).toBe(13);
  expect(await round()).toBe(3);
});
