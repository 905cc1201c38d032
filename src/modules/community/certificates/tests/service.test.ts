import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  certificatePdf,
  heldCertificatesAt,
  issueServiceCertificate,
  servedCertificatePdf,
  verifyCertificate,
} from '../index.ts';
import { openBadge } from '../open-badge.ts';

const t = useTestDb();
const IP = '192.0.2.9';
const ORIGIN = 'https://perpustakaan.example';
const config = readConfig({});
const work = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ title: `Tugas ${n + 1}`, shifts: 2, minutes: 150 }));

async function issued(more: Partial<Parameters<typeof issueServiceCertificate>[2]> = {}) {
  const { id: libraryId } = await aLibrary(t.ctx());
  return t.db.transaction().execute(async (trx) =>
    issueServiceCertificate(trx, t.ctx(), {
      ...{ libraryId, name: 'Sulastri', isNameless: false, tasks: 'Merapikan rak', memberId: null },
      ...{ fromOn: '2026-10-01', untilOn: '2026-11-30', served: { minutes: 2550, byRuleMinutes: 120, work: work(3) } },
      ...more,
    }),
  );
}

test('whoever gave their time has a certificate with a number of its own, hours and tasks, to be checked by its code', async () => {
  const [one, other] = [await issued(), await issued()];
  expect(one.number).not.toBe(other.number);
  const seen = await verifyCertificate(t.ctx(), one.code, IP);
  expect(seen).toMatchObject({
    ...{ name: 'Sulastri', role: 'volunteer', program: 'Merapikan rak', jp: 0, servedMinutes: 2550 },
  });
  expect(seen.placeAndDays).toContain('30 November 2026');
  const listed = (await heldCertificatesAt(t.ctx(), { words: 'Sulastri', limit: 10 })).map(({ code }) => code);
  expect(listed).toEqual(expect.arrayContaining([one.code, other.code]));
});

test('the paper and its thanks are drawn, also with many tasks and a name of ninety letters', async () => {
  const name = 'Raden Ajeng Kusumaningrum Puspitasari Wulandari Hadiningrat Kusumaningrum Puspitasari'.slice(0, 90);
  const { code } = await issued({ name, served: { minutes: 6000, byRuleMinutes: 0, work: work(40) } });
  const { body, fileName } = await servedCertificatePdf(t.ctx(), config, code, ORIGIN);
  expect(body.length).toBeGreaterThan(1000);
  expect(fileName).toMatch(/^\d+-SERT-/);
  expect((await certificatePdf(t.ctx(), config, code, ORIGIN)).body.length).toBe(body.length);
});

test('a credential says hours and no lesson hours; there is none of somebody whose name is on the paper alone', async () => {
  const { code } = await issued();
  const [, payload = ''] = (await openBadge(t.ctx(), testSecrets, code, { origin: ORIGIN, ip: IP })).split('.');
  const said = Buffer.from(payload, 'base64url').toString();
  expect(said).toContain('42 jam');
  expect(said).not.toContain('creditsAvailable');
  const child = await issued({ name: 'Gilang', isNameless: true });
  expect((await verifyCertificate(t.ctx(), child.code, IP)).name).toBe('');
  const asked = openBadge(t.ctx(), testSecrets, child.code, { origin: ORIGIN, ip: IP });
  expect((await refusal(asked)).code).toBe('certificates.not_found');
});

test('whose name stands on the paper alone is in no list of programmes, nor is the paper drawn there; its whole number or code leads to it, without the name', async () => {
  const child = await issued({ name: 'Gilang Ramadhan', isNameless: true, tasks: 'Menyampul buku' });
  for (const words of ['', 'Gilang', 'Gilang Ramadhan', 'Menyampul', child.number.slice(1), child.code.slice(0, 4)]) {
    const found = await heldCertificatesAt(t.ctx(), { words, limit: 100 });
    expect(found.map(({ code }) => code)).not.toContain(child.code);
  }
  for (const words of [child.number, child.code])
    expect(await heldCertificatesAt(t.ctx(), { words, limit: 100 })).toMatchObject([{ code: child.code, name: '' }]);
  const asked = certificatePdf(t.ctx(), config, child.code, ORIGIN);
  expect((await refusal(asked)).code).toBe('certificates.not_found');
  expect((await servedCertificatePdf(t.ctx(), config, child.code, ORIGIN)).body.length).toBeGreaterThan(1000);
});

test('what was not given for time is no such paper', async () => {
  expect((await refusal(servedCertificatePdf(t.ctx(), config, 'ABCD-EFGH', ORIGIN))).code).toBe(
    'certificates.not_found',
  );
});
