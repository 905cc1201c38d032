import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { leaveFile, viewPartnerPage, writeOnPage } from '#modules/city/partners';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { aPage, aPdf } from './support/page-house.ts';
import { refusal } from './support/refusal.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let outreach = '';
let desk = '';
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  outreach = await tokenOfRole(t, 'outreach', id);
  desk = await tokenOfRole(t, 'circulation', id);
});
const at = (version: number) => ({ 'if-match': `"${version}"` });
const sheet = z.looseObject({
  path: z.string().nullable(),
  version: z.number(),
  files: z.array(z.looseObject({ id: z.number(), version: z.number() })),
});
const anybody = () => t.ctx({ kind: 'anonymous' });

test('a page by API, from the link to its end', async () => {
  const { partnerId, agreement } = await aPage(t, 'Koperasi Batik Turi');
  const links = `/partners/${partnerId}/links`;
  const body = { agreementId: agreement.id, sections: ['messages', 'files'] };
  expect((await call('POST', links, { payload: body }, desk)).status).toBe(403);
  const made = await call('POST', links, { payload: body }, outreach);
  expect(made.status).toBe(201);
  expect((await call('POST', links, { payload: body }, outreach)).body).toMatchObject({ code: 'partners.link_twice' });
  expect((await call('GET', links, {}, outreach)).body).toMatchObject({ data: [{ id: made.id }, {}], next: null });
  const path = `/partner-links/${made.id}`;
  const code = sheet.parse(made.body).path?.split('/').at(-1) ?? '';
  const key = { code, ip: '192.0.2.7' };
  await writeOnPage(anybody(), key, { text: 'Halo' });
  await leaveFile(anybody(), t.storage, key, { file: aPdf(), name: 'a.pdf', words: '' });
  expect((await call('GET', '/partner-pages', {}, outreach)).body).toMatchObject({
    data: [{ id: made.id, waiting: 2 }, {}],
    next: null,
  });
  const [file] = sheet.parse((await call('GET', path, {}, outreach)).body).files;
  const papers = `/partner-files/${file?.id ?? 0}`;
  const kept = await call('GET', `${papers}/file`, {}, outreach);
  expect([kept.headers['content-type'], kept.headers['content-disposition']]).toEqual([
    'application/pdf',
    `attachment; filename="berkas-mitra-${file?.id ?? 0}.pdf"`,
  ]);
  expect((await call('GET', `${papers}/file`, {}, desk)).status).toBe(403);
  const refuse = { payload: { answer: 'Kosong' }, headers: at(file?.version ?? 0) };
  expect((await call('POST', `${papers}/refuse`, refuse, outreach)).status).toBe(204);
  const answer = await call('POST', `${path}/messages`, { payload: { text: 'Halo juga' } }, outreach);
  expect([answer.status, answer.body]).toMatchObject([201, { waiting: 0, messages: [{}, { side: 'ours' }] }]);
  expect((await viewPartnerPage(anybody(), key)).messages).toHaveLength(2);
  const { version } = sheet.parse(answer.body);
  expect((await call('POST', `${path}/renew`, {}, outreach)).status).toBe(428);
  const renewed = await call('POST', `${path}/renew`, { headers: at(version) }, outreach);
  expect((await refusal(viewPartnerPage(anybody(), key))).code).toBe('partners.link_not_found');
  const ended = await call('POST', `${path}/end`, { headers: at(sheet.parse(renewed.body).version) }, outreach);
  expect(ended.body).toMatchObject({ path: null });
});
