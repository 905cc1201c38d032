import { beforeAll, expect, test } from 'vitest';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { saveSentLetter } from '#modules/city/newsletters/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const call = callerOf(useApi(t));
const seen = (version: number) => ({ 'if-match': `"${version}"` });
let topicId = 0;
beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  topicId = await aTopic(t);
  await aSubscriber(t, { email: 'ratna@example.org', topicIds: [topicId] });
});

test('a letter by API: begun, written, shown, submitted, and approved by nobody who submitted it', async () => {
  const { id, status } = await call('POST', '/newsletters', { payload: { subject: 'Dongeng sore' } });
  expect(status).toBe(201);
  const made = await call('POST', `/newsletters/${id}/blocks`, {
    payload: { body: { kind: 'text', spans: [{ text: 'Sulastri mendongeng.' }] }, after: null },
  });
  expect(made.status).toBe(201);
  const head = { subject: 'Dongeng sore Jumat', topicIds: [topicId] };
  const written = await call('PUT', `/newsletters/${id}`, { payload: head, headers: seen(0) });
  expect(written.body).toMatchObject({ ...head, state: 'draft', version: 1, library: null });
  expect((await call('PUT', `/newsletters/${id}`, { payload: head, headers: seen(0) })).body).toMatchObject({
    code: 'platform.version_conflict',
  });
  const shown = await call('GET', `/newsletters/${id}/mail`);
  expect(shown.status).toBe(200);
  expect(JSON.stringify(shown.body)).toContain('Sulastri mendongeng.');
  expect((await call('GET', `/newsletters/${id}/results`)).body).toEqual({ results: null });
  const asked = await call('POST', `/newsletters/${id}/submit`, { headers: seen(1) });
  expect(asked.body).toMatchObject({ state: 'submitted', version: 2 });
  expect((await call('POST', `/newsletters/${id}/approve`, { headers: seen(2) })).body).toMatchObject({
    code: 'newsletters.own_approval',
  });
  expect((await call('GET', '/newsletters?state=submitted')).body).toMatchObject({ data: [{ id }], next: null });
});

test('the archive is read by everybody, what is being written by nobody without a right', async () => {
  const at = new Date('2026-03-05T16:30:00+07:00');
  await t.db.transaction().execute(async (trx) =>
    saveSentLetter(trx, t.ctx(), {
      ...{ libraryId: null, topicIds: [topicId], subject: 'Maret', subjectEn: '', preheader: '', preheaderEn: '' },
      ...{ body: 'Ruang diskusi kini bisa dipesan.', bodyEn: '', at, writtenBy: 'Dewi', approvedBy: 'Arif' },
    }),
  );
  const list = await call('GET', '/past-newsletters?year=2026', {}, '');
  expect(list.body).toMatchObject({ data: [{ slug: 'maret', subject: 'Maret', at: at.toISOString() }] });
  expect((await call('GET', '/past-newsletters/maret', {}, '')).body).toMatchObject({
    blocks: [{ block: { kind: 'text' }, language: 'id' }],
  });
  expect((await call('GET', '/past-newsletters/tidak-ada', {}, '')).status).toBe(404);
  expect((await call('GET', '/newsletters', {}, '')).status).toBe(401);
});
