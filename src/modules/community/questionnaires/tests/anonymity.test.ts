import { createHmac, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  keepDraft,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import {
  remindWhoHasNotAnswered,
  tellWhoMayAnswer,
  type PlacementInput,
} from '#modules/community/questionnaires/testing';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, shortEvaluation, shortTest, type TestParticipant, type TestWorkshop } from '../testing.ts';
import { answerNameRetention, questionnairesPersonalData } from '../personal-data.ts';

const t = useTestDb();
const app = useApi(t);
const PEOPLE = 24;
/** So many right guesses of 24 chance does not give (once in some millions); who finds a way finds nearly all. */
const CHANCE = 10;
let workshop: TestWorkshop;

beforeAll(async () => {
  workshop = await aWorkshop(t, PEOPLE);
});

async function place(more: Partial<PlacementInput> = {}, content = shortEvaluation) {
  const questionnaireId = await createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content });
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...more,
  });
  return getPlacement(t.ctx(), id);
}

/** Who said what, in the order in which they said it: only this test knows. */
type Truth = { person: TestParticipant; said: string }[];

/** Everybody answers, one after the other, minutes apart, each with words that nobody else has. */
async function everybodyAnswers(code: string): Promise<Truth> {
  const truth = workshop.participants
    .toSorted(() => Math.random() - 0.5)
    .map((person) => ({ person, said: `kata ${randomUUID()}` }));
  for (const [nth, { person, said }] of truth.entries()) {
    t.clock.set(new Date(Date.parse('2026-11-25T10:00:00+07:00') + nth * 180_000).toISOString());
    const draftToken = randomUUID();
    await keepDraft(person.ctx, { code, draftToken, answers: { materi: '3' } });
    if (nth % 2 === 0) {
      const payload = { placement: code, answers: { materi: '3', pesan: said }, key: person.key };
      expect((await app.inject({ method: 'POST', url: '/api/v1/responses', payload })).statusCode).toBe(204);
    } else {
      await answerQuestionnaire(person.ctx, t.storage, { code, answers: { materi: '3', pesan: said }, draftToken });
    }
  }
  return truth;
}

interface Row {
  table: string;
  text: string;
}
/** Every row of every table of the database, as text. */
async function everyRow(): Promise<Row[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(t.db);
  const all: Row[] = [];
  for (const { schema, name } of tables) {
    const table = `${schema}.${name}`;
    const { rows } = await sql<{ text: string }>`select to_jsonb(r)::text as text from ${sql.table(table)} r`.execute(
      t.db,
    );
    all.push(...rows.map(({ text }) => ({ table, text })));
  }
  return all;
}

const RESPONSE_ORDERS = [
  'ctid',
  'xmin::text::bigint',
  'id',
  'pair_code',
  'answers::text',
  'cmin::text::bigint',
] as const;
const RECEIPT_ORDERS = ['ctid', 'xmin::text::bigint', 'enrolment_id', 'cmin::text::bigint'] as const;

/** Somebody with the whole database lays answers and receipts side by side in every order they have, and guesses. @returns hits by attempt */
async function guessByOrder(placementId: number, truth: Truth): Promise<Record<string, number>> {
  const hits: Record<string, number> = {};
  const list = async (table: string, column: string, order: string) => {
    const { rows } = await sql<{ value: unknown }>`select ${sql.raw(column)} as value from ${sql.table(table)}
      where placement_id = ${placementId} order by ${sql.raw(order)}, ctid`.execute(t.db);
    return rows.map(({ value }) => value);
  };
  for (const one of RESPONSE_ORDERS) {
    const answers = await list('questionnaire_response', `answers->>'pesan'`, one);
    for (const other of RECEIPT_ORDERS) {
      const people = await list('questionnaire_receipt', 'enrolment_id', other);
      const right = truth.filter(({ person, said }) => people.indexOf(person.enrolmentId) === answers.indexOf(said));
      hits[`${one} / ${other}`] = right.length;
    }
    // the order in which people were seen to answer may be known from elsewhere
    hits[`${one} / watched`] = truth.filter(({ said }, nth) => answers[nth] === said).length;
  }
  return hits;
}

test('whoever has the whole database cannot tell who gave an anonymous answer', async () => {
  const written: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0),
  );
  const { id, code } = await place();
  const truth = await everybodyAnswers(code);
  for (const spy of spies) spy.mockRestore();
  const responses = await t.db.selectFrom('questionnaireResponse').select('id').where('placementId', '=', id).execute();
  expect(responses).toHaveLength(PEOPLE);

  // 1. no row of any table has an answer, or its id, beside anything of a person
  const rows = await everyRow();
  for (const { person, said } of truth) {
    const found = rows.filter(({ text }) => text.includes(said));
    expect(found.map(({ table }) => table)).toEqual(['public.questionnaire_response']);
    const names = [person.name, person.ticket, person.ctx.actor.kind === 'member' ? person.ctx.actor.number : ''];
    for (const name of names) expect(found[0]?.text).not.toContain(`"${name}"`);
    expect(found[0]?.text).toContain('"member_id": null');
    expect(found[0]?.text).toContain('"enrolment_id": null');
    expect(found[0]?.text).toContain('"answered_at": null');
  }
  for (const response of responses) {
    expect(rows.filter(({ text }) => text.includes(response.id)).map(({ table }) => table)).toHaveLength(1);
  }
  // 2. no time of answering anywhere beside who it was: not in the audit trail, not in what limits requests, no draft is left
  expect(rows.filter(({ table, text }) => /audit_event|rate_limit/.test(table) && text.includes(code))).toEqual([]);
  expect(await t.db.selectFrom('auditEvent').select('id').where('action', '=', 'response.given').execute()).toEqual([]);
  expect(written.join('')).not.toContain('kata ');
  // 3. the transaction that wrote an answer is the same for all, and so is that of all receipts
  for (const table of ['questionnaire_response', 'questionnaire_receipt']) {
    const { rows: numbers } =
      await sql`select distinct xmin::text from ${sql.table(table)} where placement_id = ${id}`.execute(t.db);
    expect(numbers, table).toHaveLength(1);
  }
  // 4. and no order that rows have is the order of anything else
  const hits = await guessByOrder(id, truth);
  expect(Math.max(...Object.values(hits)), JSON.stringify(hits)).toBeLessThan(CHANCE);
});

/** When the first half has answered, people are reminded. */
const REMINDED_AT = PEOPLE / 2;
const NOTICE_TABLES = ['public.notification', 'public.delivery', 'public.guest_message', 'public.questionnaire_told'];

/** Who was reminded answered after that: whether any order of the answers has theirs at one end. @returns hits among the last half */
async function guessByReminder(placementId: number, late: Truth): Promise<Record<string, number>> {
  const hits: Record<string, number> = {};
  for (const order of RESPONSE_ORDERS) {
    const { rows } = await sql<{ said: string }>`select answers->>'pesan' as said from questionnaire_response
      where placement_id = ${placementId} order by ${sql.raw(order)}, ctid`.execute(t.db);
    const end = rows.slice(-late.length).map(({ said }) => said);
    hits[order] = late.filter(({ said }) => end.includes(said)).length;
  }
  return hits;
}
const remindedOf = async (placementId: number): Promise<number[]> => {
  const rows = await t.db
    .selectFrom('notification')
    .select('memberId')
    .where('about', '=', `questionnaire_reminder:${placementId}`)
    .execute();
  return rows.map(({ memberId }) => memberId);
};

test('notices say nothing of an answer: neither that it opened, nor the reminder', async () => {
  const closesAt = new Date('2026-11-28T00:00:00+07:00');
  const { id, code } = await place({ role: 'survey', opensAt: new Date('2026-11-25T09:00:00+07:00'), closesAt });
  await tellWhoMayAnswer(t.ctx());
  const truth: Truth = workshop.participants
    .toSorted(() => Math.random() - 0.5)
    .map((person) => ({ person, said: `kata ${randomUUID()}` }));
  const answerTimes: string[] = [];
  for (const [nth, { person, said }] of truth.entries()) {
    const minute = Date.parse('2026-11-27T08:01:00+07:00') + nth * 180_000;
    t.clock.set(new Date(minute).toISOString());
    if (nth === REMINDED_AT) expect(await remindWhoHasNotAnswered(t.ctx())).toBe(PEOPLE);
    t.clock.set(new Date(minute + 37_000).toISOString());
    answerTimes.push(t.clock.now().toISOString().slice(0, 19));
    await answerQuestionnaire(person.ctx, t.storage, { code, answers: { materi: '3', pesan: said } });
  }
  const late = truth.slice(REMINDED_AT);
  // everybody was reminded, those who had answered as well: no list says who had not
  expect((await remindedOf(id)).toSorted()).toEqual(truth.map(({ person }) => person.memberId).toSorted());

  const rows = (await everyRow()).filter(({ table }) => NOTICE_TABLES.includes(table));
  expect(rows.length).toBeGreaterThan(PEOPLE);
  // 1. no words of an answer, no time of one: neither when it was made nor when it was taken back
  for (const { text } of rows) {
    expect(truth.filter(({ said }) => text.includes(said))).toEqual([]);
    expect(answerTimes.filter((time) => text.includes(time))).toEqual([]);
  }
  // 2. everybody was told that it opened, whether or not they had answered by then, in an order that is not theirs
  const told = await t.db.selectFrom('questionnaireTold').select('enrolmentId').where('placementId', '=', id).execute();
  expect(told).toHaveLength(PEOPLE);
  // 3. who was late is not to be found among the answers: they have no beginning and no end
  const hits = await guessByReminder(id, late);
  expect(Math.max(...Object.values(hits)), JSON.stringify(hits)).toBeLessThan(REMINDED_AT);
  expect(Math.min(...Object.values(hits)), JSON.stringify(hits)).toBeGreaterThan(0);
  expect(Math.max(...Object.values(await guessByOrder(id, truth)))).toBeLessThan(CHANCE);
  // 4. when it is closed nobody knows any more who was reminded
  await closePlacement(t.ctx(), id);
  expect(await remindedOf(id)).toEqual([]);
  const after = (await everyRow()).filter(({ text }) => text.includes(`questionnaire_reminder:${id}`));
  expect(after).toEqual([]);
  t.clock.set(TEST_NOW);
});

test('the same guess finds all who are late where answers are written as they come', async () => {
  const { id } = await place();
  const truth: Truth = workshop.participants.map((person) => ({ person, said: `kata ${randomUUID()}` }));
  for (const { said } of truth) {
    await sql`insert into questionnaire_response (placement_id, privacy, answers, channel)
      values (${id}, 'anonymous', ${JSON.stringify({ pesan: said })}, 'link')`.execute(t.db);
  }
  expect(await guessByReminder(id, truth.slice(REMINDED_AT))).toMatchObject({ ctid: REMINDED_AT });
});

test('the same guesses find everybody where rows are written as they come: the test would notice', async () => {
  const { id } = await place();
  const truth: Truth = workshop.participants.map((person) => ({ person, said: `kata ${randomUUID()}` }));
  for (const { person, said } of truth) {
    await t.db.transaction().execute(async (trx) => {
      await sql`insert into questionnaire_response (placement_id, privacy, answers, channel)
        values (${id}, 'anonymous', ${JSON.stringify({ pesan: said })}, 'link')`.execute(trx);
      await sql`insert into questionnaire_receipt (placement_id, enrolment_id) values (${id}, ${person.enrolmentId})`.execute(
        trx,
      );
    });
  }
  const hits = await guessByOrder(id, truth);
  expect(hits['ctid / ctid']).toBe(PEOPLE);
  expect(hits['xmin::text::bigint / xmin::text::bigint']).toBe(PEOPLE);
  const { rows } = await sql`select distinct xmin::text from questionnaire_response where placement_id = ${id}`.execute(
    t.db,
  );
  expect(rows).toHaveLength(PEOPLE);
});

test('answers of a pair can be told while its key is there, and never again after it is closed', async () => {
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  for (const { ctx } of workshop.participants.slice(0, 6)) {
    await answerQuestionnaire(ctx, t.storage, { code: before.code, answers: { satu: 'a' } });
  }
  const codes = async () =>
    (
      await t.db.selectFrom('questionnaireResponse').select('pairCode').where('placementId', '=', before.id).execute()
    ).map(({ pairCode }) => pairCode?.toString('hex'));
  const keyOf = async () =>
    (
      await t.db
        .selectFrom('questionnairePair')
        .select('key')
        .where('id', '=', before.pairId ?? 0)
        .executeTakeFirstOrThrow()
    ).key;
  const codeOf = (key: Buffer, enrolmentId: number) =>
    createHmac('sha256', key).update(`enrolment:${enrolmentId}`).digest('hex');
  const key = await keyOf();
  if (!key) throw new Error('the key is not there yet');
  expect(await codes()).toContain(codeOf(key, workshop.participants[0]?.enrolmentId ?? 0));
  await closePlacement(t.ctx(), before.id);
  expect(await keyOf()).toBeNull();
  expect(await codes()).toHaveLength(6);
  // nothing that is left in the database is the key, nor makes the codes
  const rows = await everyRow();
  expect(
    rows.filter(({ text }) => text.includes(key.toString('hex')) || text.includes(key.toString('base64'))),
  ).toEqual([]);
});

test('a member gets their named answers; that they answered without a name nobody is told who makes the file', async () => {
  const named = await place({ privacy: 'named' });
  const nameless = await place();
  const { ctx, memberId } = workshop.participants[0] ?? { ctx: t.ctx(), memberId: 0 };
  for (const { code } of [named, nameless]) {
    await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '4', pesan: 'Terima kasih, Bu Rini' } });
  }
  const exported = JSON.stringify(await questionnairesPersonalData.exportOf(t.db, memberId));
  expect(exported).toContain('Pesan: Terima kasih, Bu Rini');
  expect(exported.split('Terima kasih')).toHaveLength(2);
  expect(exported.split('Evaluasi')).toHaveLength(2);
  await t.db.transaction().execute(async (trx) => questionnairesPersonalData.erase(trx, t.ctx(), memberId));
  expect(await questionnairesPersonalData.exportOf(t.db, memberId)).toEqual([]);
  expect((await getPlacement(t.ctx(), named.id)).responses).toBe(0);
  // of the other nobody could say which it is: it stays
  await closePlacement(t.ctx(), nameless.id);
  expect((await getPlacement(t.ctx(), nameless.id)).responses).toBe(1);
});

test('after their days names go from answers, and the answers stay', async () => {
  const { id, code } = await place({ privacy: 'named' });
  const { ctx } = workshop.participants[1] ?? { ctx: t.ctx() };
  await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '4' } });
  const later = new Date('2027-12-01T00:00:00+07:00');
  expect((await answerNameRetention.due(t.ctx(), later)).count).toBe(1);
  expect(await answerNameRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await answerNameRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 0, waiting: 0 });
  expect(await getPlacement(t.ctx(), id)).toMatchObject({ responses: 1 });
});
