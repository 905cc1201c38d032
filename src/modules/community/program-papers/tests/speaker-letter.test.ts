import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aLibrary } from '#modules/people/members/testing';
import { addSessions, addSpeaker, createProgram, listSpeakers } from '#modules/community/programs';
import { savePaper, speakerLetterPdf } from '../index.ts';
import { getPaper } from '../view-paper.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';

const t = useTestDb();
const services = { config: { root: join(import.meta.dirname, '../../../../..') } };
const at = (time: string): Date => new Date(`2026-12-03T${time}:00+07:00`);

test('the letter of a speaker says what they are asked to do, and nothing that was written for participants', async () => {
  const kota = await aLibrary(t.ctx());
  const programId = await createProgram(t.ctx(), kota.id, { kind: 'seminar', title: 'Seminar Literasi' });
  const speaker = { name: 'Dr. Laksmi', title: 'Dosen, Universitas Brawijaya' };
  const speakerId = await addSpeaker(t.ctx(), programId, speaker);
  const [token = ''] = (await listSpeakers(t.ctx(), programId)).map((one) => one.token);
  const letter = async (): Promise<string> => {
    const { body } = await speakerLetterPdf(t.ctx({ kind: 'anonymous' }), services, { token, ip: '192.0.2.1' });
    return (await pageTexts(body)).join(' ');
  };
  await expect(letter()).rejects.toMatchObject({ code: 'program_papers.no_sessions' });
  const session = { format: 'lecture' as const, jp: 3, room: 'Aula' };
  await addSessions(t.ctx(), programId, {
    ...session,
    title: 'Kode QR di rak',
    startsAt: at('08:00'),
    endsAt: at('10:15'),
    speakerIds: [speakerId],
  });
  await addSessions(t.ctx(), programId, { ...session, title: 'Diskusi', startsAt: at('13:00'), endsAt: at('15:15') });
  const { paper } = await getPaper(t.ctx(), programId);
  const words = { ...paper.words, letterNumber: '005/77/2026', invitees: 'Kepala SMPN 3', bring: 'Laptop peserta' };
  await savePaper(t.ctx(), programId, { version: paper.version, ...words });
  const text = await letter();
  for (const part of [
    '005/77/2026',
    'Undangan sebagai narasumber',
    'Dr. Laksmi, Dosen, Universitas Brawijaya',
    'Kamis, 3 Desember 2026',
    '08.00–10.15 WIB',
    'Kode QR di rak',
    '3 JP',
    kota.name,
    'Diskusi',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('Kepala SMPN 3');
  expect(text).not.toContain('Laptop peserta');
  await expect(speakerLetterPdf(t.ctx(), services, { token: 'f'.repeat(32), ip: '192.0.2.1' })).rejects.toMatchObject({
    code: 'programs.speaker_not_found',
  });
});
