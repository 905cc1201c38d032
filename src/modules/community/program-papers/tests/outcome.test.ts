import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerFollowUp, makePlan, movePhase, movePlan, openBoard, writeIdea } from '#modules/community/ideas';
import { makeParticipant, makeWorkshop } from '#modules/community/ideas/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { paperPdf } from '../index.ts';

const t = useTestDb();
const services = {
  config: { root: join(import.meta.dirname, '../../../../..') },
  storage: t.storage,
  origin: 'https://perpus.example',
};

test('the report holds ideas, action plans with their state and what was said later; of closed plans only their number', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  const sari = await makeParticipant(t, { programId, member: await aMember(t.ctx()) });
  const budi = await makeParticipant(t, { programId, member: await aMember(t.ctx()) });
  const report = async () =>
    (await pageTexts((await paperPdf(t.ctx(), services, programId, { paper: 'laporan' })).body)).join(' ');
  const none = await report();
  for (const said of ['Tidak ada ide yang dicatat.', 'Belum ada rencana aksi.']) expect(none).toContain(said);
  const boardId = await openBoard(t.ctx(), sessionId, { question: 'Apa yang kita buat?' });
  await movePhase(t.ctx(), boardId, { phase: 'write' });
  await writeIdea(sari.ctx, boardId, { text: 'Perpustakaan buka Sabtu' }, {});
  // while all write silently nothing leaves the board
  expect(await report()).not.toContain('buka Sabtu');
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const planId = await makePlan(sari.ctx, programId, { activity: 'Layanan Sabtu pagi', dueOn: '2027-01-31' }, {});
  await makePlan(budi.ctx, programId, { activity: 'Rencana pribadi', isPublic: false }, {});
  await movePlan(sari.ctx, planId, { status: 'in_progress' }, {});
  t.clock.set('2026-12-30T10:00:00+07:00');
  await answerFollowUp(sari.ctx, planId, 30, { status: 'in_progress', story: 'Sudah buka dua kali' }, {});
  const text = await report();
  for (const said of [
    'Perpustakaan buka Sabtu',
    'Layanan Sabtu pagi',
    'Berjalan',
    '30 hari: Berjalan. Sudah buka dua kali',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Rencana pribadi');
  expect(text).toContain('1 rencana lain');
});
