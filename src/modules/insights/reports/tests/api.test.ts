import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
const call = callerOf(api);
let readerId = 0;
beforeAll(async () => {
  await aLibrary(t.ctx());
  const reader = { username: 'ratna', email: 'ratna@example.org' };
  readerId = (await makeAccount(t, { ...reader, grants: [{ role: 'head', libraryId: null }] })).id;
});
const days = 'from=2026-10-01&to=2026-10-31&compare=year';
const asked = { kind: 'loan', by: 'class', from: '2026-10-01', to: '2026-10-31' };
const link = z.looseObject({ id: z.number(), path: z.string() });
const listed = z.object({ data: z.array(z.looseObject({})), next: z.null() });

test('a program has a report made as a table or a paper; nobody does so without a token', async () => {
  const csv = await call('GET', `/reports/peminjaman-kelas/file?${days}&format=csv`);
  expect([csv.status, String(csv.headers['content-type'])]).toEqual([200, 'text/csv; charset=utf-8']);
  const pdf = await call('GET', `/figures/file?kind=loan&by=month&${days}&format=pdf`);
  expect(pdf.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="laporan-loan-month-2026-10-01-2026-10-31.pdf"',
  });
  expect((await pageTexts(pdf.bytes)).join(' ')).toContain('LAPORAN PEMINJAMAN MENURUT BULAN');
  expect((await call('GET', `/reports/peminjaman-kelas/file?${days}&format=exe`)).status).toBe(422);
  expect((await call('GET', `/reports/peminjaman-kelas/file?${days}&format=pdf`, {}, '')).status).toBe(401);
});

test('a program makes a link, whoever has it reads the report, and it is ended', async () => {
  const made = await call('POST', '/reports/links', { payload: { ...asked, holdsDays: 30 } });
  expect(made.status).toBe(201);
  const { id, path } = link.parse(made.body);
  const token = path.replace('/laporan/', '');
  const shared = await call('GET', `/shared-reports/${token}`, {}, '');
  expect(shared).toMatchObject({ status: 200, body: { kind: 'loan', place: 'Seluruh jaringan', library: null } });
  expect(shared.headers['cache-control']).toBe('no-store');
  const { data } = listed.parse((await call('GET', '/reports/links?kind=loan')).body);
  expect(data).toMatchObject([{ id, opened: 1, from: '2026-10-01', madeBy: null }]);
  expect(JSON.stringify(data)).not.toContain(token);
  expect((await call('DELETE', `/reports/links/${id}`)).status).toBe(204);
  expect((await call('GET', `/shared-reports/${token}`, {}, '')).status).toBe(410);
  expect((await call('GET', '/shared-reports/laporan_tidak-ada', {}, '')).status).toBe(410);
  expect((await call('POST', '/reports/links', { payload: { ...asked, holdsDays: 365 } })).status).toBe(422);
  expect((await call('POST', '/reports/links', { payload: { ...asked, holdsDays: 7 } }, '')).status).toBe(401);
});

test('a program has a kept report sent to staff, sees to whom, and ends it', async () => {
  const { id } = await call('POST', '/kept-reports', { payload: { name: 'Pekanan', kind: 'loan', by: 'class' } });
  const readers = listed.parse((await call('GET', '/reports/readers')).body).data;
  expect(readers).toEqual([{ id: readerId, name: 'Petugas ratna' }]);
  const mail = { rhythm: 'week', readers: [readerId] };
  // Wednesday 25 November: the next Monday
  expect(await call('PUT', `/kept-reports/${id}/mail`, { payload: mail })).toMatchObject({
    status: 200,
    body: { next: '2026-11-30' },
  });
  const own = listed.parse((await call('GET', '/reports/mails?side=own')).body).data;
  expect(own).toMatchObject([{ keptId: id, name: 'Pekanan', readers: [{ id: readerId, state: null }] }]);
  expect(JSON.stringify(own)).not.toContain('@');
  expect(listed.parse((await call('GET', '/reports/mails')).body).data).toEqual([]);
  expect((await call('DELETE', `/reports/mails/${id}`)).status).toBe(404);
  const free = { rhythm: 'week', readers: ['wali@example.org'] };
  expect((await call('PUT', `/kept-reports/${id}/mail`, { payload: free })).status).toBe(422);
  expect((await call('DELETE', `/kept-reports/${id}/mail`)).status).toBe(204);
  expect(listed.parse((await call('GET', '/reports/mails?side=own')).body).data).toEqual([]);
});
