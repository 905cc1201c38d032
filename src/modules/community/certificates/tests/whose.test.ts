import { beforeEach, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { carryOutRequest, makeRequest } from '#modules/people/members';
import { changeState, forgetGuest } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { readConfig } from '#platform/config';
import { personalData, retention } from '../../../../entrypoints/personal-data.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  certificatePdf,
  hasCertificate,
  issueCertificates,
  programCertificatesPdf,
  saveCertificateRule,
  verifyCertificate,
  viewCertification,
} from '../index.ts';

const t = useTestDb();
const config = readConfig({});
const signatories = [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati, S.IP.', details: '' }];
beforeEach(() => t.clock.set(TEST_NOW));

/** A programme that is closed, of which everybody with a seat has a certificate. */
async function certified(libraryId: number, people: readonly Parameters<typeof makeParticipant>[2][]) {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const seats = [];
  for (const one of people) seats.push(await makeParticipant(t.ctx(), id, one));
  await saveCertificateRule(t.ctx(), id, { minAttendance: 0, needsTests: false, needsPlan: false, signatories });
  await changeState(t.ctx(), id, 'running');
  await changeState(t.ctx(), id, 'closed');
  return { id, seats };
}
const rows = async (programId: number) =>
  t.db
    .selectFrom('certificate')
    .select(['code', 'enrolmentId'])
    .where('programId', '=', programId)
    .orderBy('id')
    .execute();

test('a school that does not see who its guests are certifies them by their names all the same', async () => {
  const city = await aLibrary(t.ctx());
  const school = await createLibrary(t.ctx(), { code: 'SDN-7', name: 'SDN 7', type: 'sekolah' });
  const { number, fullName } = await aMember(t.ctx(), { fullName: 'Dewi Lestari', homeLibrary: city.code });
  const { id } = await certified(school.id, [{ memberNumber: number }]);
  const desk = t.ctx({ grants: [{ libraryId: school.id, permissions: ['programs.manage'], ownMembersOnly: true }] });
  expect(await issueCertificates(desk, id)).toBe(1);
  const [{ code } = { code: '' }] = await rows(id);
  // and the desk learns of them no more than it did
  expect((await viewCertification(desk, id)).candidates).toMatchObject([{ name: '•••', certificate: { code: null } }]);
  expect(await outcome(programCertificatesPdf(desk, config, id, 'https://perpus.example'))).toBe(
    'certificates.not_found',
  );
  expect(await outcome(certificatePdf(desk, config, code, 'https://perpus.example'))).toBe('certificates.not_found');
  expect(await verifyCertificate(t.ctx({ kind: 'anonymous' }), code, '192.0.2.1')).toMatchObject({ name: fullName });
});

test('a certificate outlives the name of who took part, and leads to nothing else that they did there', async () => {
  const { id: libraryId, code: home } = await aLibrary(t.ctx());
  const { number } = await aMember(t.ctx(), { fullName: 'Ani Kumala', homeLibrary: home });
  const { id, seats } = await certified(libraryId, [
    { memberNumber: number },
    { name: 'Bagus', contact: 'bagus@contoh.example' },
    { name: 'Citra', contact: 'citra@contoh.example' },
  ]);
  expect(await issueCertificates(t.ctx(), id)).toBe(3);
  const before = await rows(id);
  const { id: requestId } = await makeRequest(t.ctx(), number, { kind: 'erase' });
  await carryOutRequest({ ...t.ctx(), libraryId }, { personalData, storage: t.storage }, requestId);
  await forgetGuest(t.ctx({ kind: 'anonymous' }), personalData, seats[1]?.ticket ?? '');
  expect((await rows(id)).map(({ enrolmentId }) => enrolmentId)).toEqual([null, null, seats[2]?.id]);
  expect(await hasCertificate(t.ctx(), seats[2]?.ticket ?? '')).toBe(true);
  const years = new Date('2031-01-01T00:00:00+07:00');
  t.clock.set(years.toISOString());
  for (const one of retention) await one.clear(t.ctx({ kind: 'system', name: 'uji' }), years, t.storage);
  expect((await rows(id)).map(({ enrolmentId }) => enrolmentId)).toEqual([null, null, null]);
  // by its code everybody finds it still
  const codes = before.map(({ code }) => code);
  expect((await rows(id)).map(({ code }) => code)).toEqual(codes);
  expect(await verifyCertificate(t.ctx({ kind: 'anonymous' }), codes[2] ?? '', '192.0.2.1')).toMatchObject({
    name: 'Citra',
    revokedAt: null,
  });
});
