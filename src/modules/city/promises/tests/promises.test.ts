import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { COMPONENTS } from '../client.ts';
import {
  addStandard,
  answerRemark,
  discardStandard,
  getPledges,
  getStandard,
  hideRemark,
  holdReview,
  listMeasures,
  listRemarks,
  listReviews,
  listStandards,
  noteStandard,
  publishPledge,
  publishStandard,
  remarkForm,
  restoreRemark,
  restoreStandard,
  retireStandard,
  sendRemark,
  standardsPdf,
  viewFormerPromises,
  viewPromises,
  viewRemarks,
  writePledge,
  writeStandard,
} from '../index.ts';
import { measurePromises } from '../measure-promises.ts';
import { remarkRetention } from '../personal-data.ts';
import { places } from '../places.ts';
import { partsShape, type StandardInput } from '../schema.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const head = (): Ctx => t.ctx({ name: 'Bu Kepala', grants: [{ libraryId: null, permissions: ['standards.manage'] }] });
const signed = {
  signedBy: 'Drs. Suprapto',
  signedOffice: 'Kepala Dinas',
  signedPlace: 'Blitar',
  signedOn: '2026-11-02',
};
const parts = partsShape.parse(Object.fromEntries(COMPONENTS.map((one) => [one, `Isi ${one}`])));
const standard = (more: Partial<StandardInput> = {}): StandardInput => ({
  ...{ name: 'Usul buku', promise: 'Dijawab paling lama 14 hari.', measure: 'suggestions_answered' },
  ...{ measureLimit: 14, target: 90, parts, ...more },
});
async function published(more: Partial<StandardInput> = {}): Promise<number> {
  const id = await addStandard(head(), standard(more));
  await publishStandard(head(), id, { ...signed, version: 1 });
  return id;
}
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
});

/** Suggestions of September: so many, of which some were answered in time. */
async function suggestions(n: number, inTime: number): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const createdAt = new Date('2026-09-10T03:00:00Z');
    const decidedAt = new Date(createdAt.getTime() + (i < inTime ? 13 : 15) * 86_400_000);
    await t.db
      .insertInto('suggestion')
      .values({
        ...{ libraryId, title: `Usul ${i} ${n}`, titleKey: `usul ${i} ${n}`, authorKey: '', createdAt, decidedAt },
        ...{ decidedBy: 'Dewi', reason: 'Sudah ada yang mirip.', status: 'declined' },
      })
      .execute();
  }
}

test('a pledge is written, signed and read by everybody; the one before stays readable', async () => {
  expect((await viewPromises(guest())).pledge).toBeNull();
  expect(await code(publishPledge(head(), { ...signed, version: 1 }))).toBe('promises.no_draft');
  await writePledge(head(), { text: 'Kami sanggup melayani.', version: 0 });
  expect((await viewPromises(guest())).pledge).toBeNull();
  expect(await code(publishPledge(head(), { ...signed, signedOn: '2026-11-26', version: 1 }))).toBe(
    'promises.signed_ahead',
  );
  await publishPledge(head(), { ...signed, version: 1 });
  expect((await viewPromises(guest())).pledge).toMatchObject({ text: 'Kami sanggup melayani.', ...signed });
  await writePledge(head(), { text: 'Kami melayani dengan senang hati.', version: 0 });
  expect(await code(writePledge(head(), { text: 'Lain.', version: 0 }))).toBe('platform.version_conflict');
  await publishPledge(head(), { ...signed, version: 1 });
  expect((await viewFormerPromises(guest())).pledges).toMatchObject([{ text: 'Kami sanggup melayani.' }]);
  expect((await getPledges(head())).draft).toBeNull();
});

test('of two who begin a pledge, or publish it, at the same moment one is told', async () => {
  const begun = await Promise.allSettled(
    ['Satu.', 'Dua.'].map(async (text) => writePledge(head(), { text, version: 0 })),
  );
  expect(begun.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const sign = async () => publishPledge(head(), { ...signed, version: 1 });
  const done = await Promise.allSettled([sign(), sign()]);
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const held = await t.db.selectFrom('servicePledge').select('id').where('state', '=', 'published').execute();
  expect(held).toHaveLength(1);
});

test('a standard is published whole and signed, or not at all', async () => {
  const id = await addStandard(head(), standard({ parts: { ...parts, cost: '', safety_guarantee: ' ' }, promise: '' }));
  const refused = await refusal(publishStandard(head(), id, { ...signed, version: 1 }));
  expect(refused).toMatchObject({ code: 'promises.incomplete', params: { count: 3 } });
  expect(Object.keys(refused.fields).toSorted()).toEqual(['cost', 'promise', 'safety_guarantee']);
  expect((await viewPromises(guest())).standards).toEqual([]);
  await discardStandard(head(), id, 1);
  expect(await code(getStandard(head(), id))).toBe('promises.standard_not_found');
});

test('a promise is measured from what happened, and says nothing of too few', async () => {
  const id = await published();
  expect((await viewPromises(guest())).standards).toMatchObject([
    { id, performance: { standing: 'few', percent: null, n: null, from: '2026-08-01', to: '2026-10-31' } },
  ]);
  await suggestions(9, 9);
  await measurePromises(t.ctx());
  expect((await viewPromises(guest())).standards[0]?.performance).toMatchObject({ standing: 'few', n: null });
  await suggestions(11, 8);
  await measurePromises(t.ctx());
  expect((await viewPromises(guest())).standards[0]?.performance).toMatchObject({
    ...{ standing: 'missed', percent: 85, n: 20, kept: 17, target: 90, counted: '20 usul' },
    what: 'Usul buku dijawab, paling lama 14 hari',
  });
  // a longer promise is another figure at once, and the shorter one stays readable as it was
  await writeStandard(head(), id, { ...standard({ measureLimit: 20 }), version: 0 });
  await publishStandard(head(), id, { ...signed, version: 1 });
  expect((await viewPromises(guest())).standards[0]?.performance).toMatchObject({ standing: 'kept', percent: 100 });
  expect((await viewFormerPromises(guest())).editions).toMatchObject([{ edition: 1, measureLimit: 14 }]);
});

test('what is asked late in the time and whose days are not over yet does not count', async () => {
  const before = (await viewPromises(guest())).standards[0]?.performance.n;
  const row = {
    libraryId,
    title: 'Baru',
    titleKey: 'baru',
    authorKey: '',
    createdAt: new Date('2026-10-31T03:00:00Z'),
  };
  await t.db.insertInto('suggestion').values(row).execute();
  t.clock.set('2026-11-10T03:00:00Z');
  await measurePromises(t.ctx());
  expect((await viewPromises(guest())).standards[0]?.performance.n).toBe(before);
  t.clock.set('2026-11-25T03:00:00Z');
  await measurePromises(t.ctx());
  expect((await viewPromises(guest())).standards[0]?.performance.n).toBe((before ?? 0) + 1);
});

test('every measure counts without a complaint, also on an empty city and with the longest limit', async () => {
  const measures = await listMeasures(head());
  expect(measures.map(({ key }) => key)).toEqual(expect.arrayContaining(['holds_ready', 'mobile_visits']));
  for (const { key, unit } of measures) {
    const id = await published({ measure: key, measureLimit: unit === null ? null : 366, name: key });
    const { performance } = await getStandard(head(), id);
    expect([key, performance.from]).toEqual([key, '2026-08-01']);
    await retireStandard(head(), id, 1);
  }
});

test('a measure that is not there, or wants to know how long, is refused; without a measure nothing is measured', async () => {
  expect(await code(addStandard(head(), standard({ measure: 'senyum' })))).toBe('promises.measure_unknown');
  expect(await code(addStandard(head(), standard({ measureLimit: null })))).toBe('promises.measure_unknown');
  expect(await code(addStandard(head(), standard({ target: null })))).toBe('platform.invalid_input');
  const id = await published({ name: 'Meminjam', measure: null, measureLimit: null, target: null });
  expect((await getStandard(head(), id)).performance).toMatchObject({ standing: 'unmeasured', what: '', n: null });
  await retireStandard(head(), id, 1);
});

test('a service that is no longer offered leaves the page, stays readable, and can come back', async () => {
  const id = await published({ name: 'Antar buku' });
  await retireStandard(head(), id, 1);
  expect(await code(retireStandard(head(), id, 2))).toBe('promises.state_forbids');
  const names = async () => (await viewPromises(guest())).standards.map((one) => one.published.name);
  expect(await names()).not.toContain('Antar buku');
  expect((await viewFormerPromises(guest())).editions.map(({ name }) => name)).toContain('Antar buku');
  await restoreStandard(head(), id, 2);
  expect(await names()).toContain('Antar buku');
  await noteStandard(head(), id, { note: 'Mobilnya satu.', version: 3 });
  expect(await code(noteStandard(head(), id, { note: 'Lain.', version: 3 }))).toBe('platform.version_conflict');
  expect((await getStandard(head(), id)).note).toBe('Mobilnya satu.');
});

async function remark(ctx: Ctx, text: string, more: object = {}): Promise<void> {
  const { token } = await remarkForm(ctx, testSecrets);
  await sendRemark(ctx, testSecrets, { token, proof: '', ip: '192.0.2.9', text, ...more });
}

test('what somebody says is nobody’s, also of who is signed in, and is read with its answer by everybody', async () => {
  await remark(t.ctx({ kind: 'member', id: 7, number: 'A7', name: 'Sri Rahasia', sessionId: 1 }), 'Jam buka kurang.');
  const [one] = await listRemarks(head(), 'new');
  expect(one).toMatchObject({ text: 'Jam buka kurang.', proven: false });
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'promise_remark').execute();
  expect(JSON.stringify(trace)).not.toMatch(/Sri Rahasia|"A7"/);
  expect(trace.map(({ actorId, subjectId }) => [actorId, subjectId])).toEqual([[null, null]]);
  expect(await viewRemarks(guest())).toEqual([]);
  const { id, version } = one ?? { id: 0, version: 0 };
  expect(await code(answerRemark(head(), id, { answer: ' ', version }))).toBe('platform.invalid_input');
  await answerRemark(head(), id, { answer: 'Mulai Januari sampai pukul 21.', version });
  expect(await viewRemarks(guest())).toMatchObject([{ answer: 'Mulai Januari sampai pukul 21.' }]);
  await hideRemark(head(), id, 2);
  expect(await viewRemarks(guest())).toEqual([]);
  await restoreRemark(head(), id, 3);
  expect(await viewRemarks(guest())).toHaveLength(1);
});

test('a form sent twice is one remark; a token that is none, a service that is none and what cannot be kept are refused', async () => {
  const { token } = await remarkForm(guest(), testSecrets);
  const send = async () => sendRemark(guest(), testSecrets, { token, proof: '', ip: '192.0.2.9', text: 'Dua kali' });
  await Promise.all([send(), send()]);
  expect((await listRemarks(head(), 'new')).filter(({ text }) => text === 'Dua kali')).toHaveLength(1);
  expect(await code(sendRemark(guest(), testSecrets, { token: 'x', proof: '', ip: '192.0.2.9', text: 'a' }))).toBe(
    'platform.invalid_input',
  );
  expect(await code(remark(guest(), 'a', { standardId: 999_999 }))).toBe('promises.standard_not_found');
  for (const text of ['', 'a\0', '\ud800', 'x'.repeat(200_000)])
    expect(await code(remark(guest(), text))).toBe('platform.invalid_input');
});

test('a machine that solves no riddle is held up', async () => {
  const flood = async () => {
    for (let i = 0; i < 40; i += 1) await remark(guest(), `Banjir ${i}`, { ip: '198.51.100.4' });
  };
  expect(await code(flood())).toBe('platform.too_many_requests');
});

test('remarks go after their days, with their answers', async () => {
  const { count } = await remarkRetention.due(t.ctx(), new Date('2029-01-01T00:00:00Z'));
  expect(count).toBeGreaterThan(2);
  expect((await remarkRetention.clear(t.ctx(), new Date('2029-01-01T00:00:00Z'), t.storage)).gone).toBe(count);
  expect(await viewRemarks(guest())).toEqual([]);
});

test('the yearly review waits when it is overdue, and no longer once it was held', async () => {
  const waits = async (now: string): Promise<number> => {
    const ctx = { ...head(), clock: { now: () => new Date(now) } };
    return (await places[0]?.waits?.[0]?.count(ctx, null))?.count ?? -1;
  };
  // the first standard was signed on 2 November 2026
  expect(await waits('2027-11-01T10:00:00+07:00')).toBe(0);
  expect(await waits('2027-11-02T10:00:00+07:00')).toBe(1);
  expect(await code(holdReview(head(), { heldOn: '2026-11-26', summary: 'Besok' }))).toBe('promises.signed_ahead');
  await holdReview(head(), { heldOn: '2026-11-24', summary: 'Semua ditinjau.' });
  expect(await code(holdReview(head(), { heldOn: '2026-11-24', summary: 'Lagi' }))).toBe('promises.review_there');
  expect(await waits('2027-11-02T10:00:00+07:00')).toBe(0);
  expect(await listReviews(guest())).toMatchObject([{ heldOn: '2026-11-24', summary: 'Semua ditinjau.' }]);
});

test('the paper has the pledge and every component of every service', async () => {
  const { body } = await standardsPdf(guest(), { root: process.cwd() }, '192.0.2.30');
  const said = (await pageTexts(body)).join(' ');
  expect(said).toContain('MAKLUMAT PELAYANAN');
  for (const one of COMPONENTS) expect(said).toContain(`Isi ${one}`);
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['answers.edit', 'reports.read'] }] },
  { grants: [{ libraryId: 1, permissions: ['standards.manage'] }] },
])('who may not set promises for the whole network does not', async (actor) => {
  const ctx = t.ctx(actor);
  const refusals = [
    code(writePledge(ctx, { text: 'x', version: 0 })),
    code(publishPledge(ctx, { ...signed, version: 1 })),
    code(addStandard(ctx, standard())),
    code(writeStandard(ctx, 1, { ...standard(), version: 0 })),
    code(publishStandard(ctx, 1, { ...signed, version: 1 })),
    code(discardStandard(ctx, 1, 1)),
    code(noteStandard(ctx, 1, { version: 1 })),
    code(retireStandard(ctx, 1, 1)),
    code(restoreStandard(ctx, 1, 1)),
    code(listStandards(ctx)),
    code(listMeasures(ctx)),
    code(getPledges(ctx)),
    code(listRemarks(ctx, 'new')),
    code(answerRemark(ctx, 1, { answer: 'x', version: 1 })),
    code(hideRemark(ctx, 1, 1)),
    code(restoreRemark(ctx, 1, 1)),
    code(holdReview(ctx, { heldOn: '2026-11-20', summary: 'x' })),
  ];
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});

test('the database holds one draft and one edition of a service, whatever is asked of it', async () => {
  const { standardId } = await t.db
    .selectFrom('standardEdition')
    .select('standardId')
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow();
  const second = sql`insert into standard_edition (standard_id, edition, name, parts, state, signed_by, signed_on, published_at, created_at, created_by, changed_at)
    select standard_id, edition + 50, name, parts, state, signed_by, signed_on, published_at, created_at, created_by, changed_at
    from standard_edition where standard_id = ${standardId} and state = 'published'`;
  await expect(second.execute(t.db)).rejects.toThrow('standard_edition_one');
});
