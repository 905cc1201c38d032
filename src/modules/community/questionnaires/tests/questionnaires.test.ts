import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { addSessions, removeSession } from '#modules/community/programs';
import {
  answerQuestionnaire,
  changeContent,
  closePlacement,
  copyInstrument,
  createQuestionnaire,
  enterPaper,
  exportQuestionnaire,
  getPlacement,
  getQuestionnaire,
  hasAnsweredByName,
  importQuestionnaire,
  keepDraft,
  listInstruments,
  listResponses,
  openAnswerFile,
  openForm,
  openForParticipants,
  placementsOf,
  placeQuestionnaire,
  setKiosk,
  viewResults,
} from '#modules/community/questionnaires';
import { type PlacementInput } from '#modules/community/questionnaires/testing';
import { holdRow, isFree } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { ContentInput } from '../schema.ts';
import { aWorkshop, shortEvaluation, shortTest, someSheets, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
let workshop: TestWorkshop;
const opensAt = new Date('2026-11-20T00:00:00+07:00');
const anonymous = () => t.ctx({ kind: 'anonymous' });

beforeAll(async () => {
  workshop = await aWorkshop(t, 12);
});

const make = async (content = shortEvaluation): Promise<number> =>
  createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content });
async function place(more: Partial<PlacementInput> = {}, questionnaireId?: number) {
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId: questionnaireId ?? (await make()),
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt,
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
const service = { programId: null, service: 'Meja sirkulasi', audience: 'anyone', role: 'survey' } as const;
const participant = (nth: number) => {
  const found = workshop.participants[nth];
  if (!found) throw new Error('no such participant');
  return found;
};
const answer = async (ctx = anonymous(), code = '', more: object = {}) =>
  answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '4' }, ...more });

test('a version that is asked stays: what is changed after it is the next version, and the database holds it', async () => {
  const id = await make();
  const before = await getQuestionnaire(t.ctx(), id);
  await changeContent(t.ctx(), { ...before, content: { ...shortEvaluation, title: 'Lebih baik' } });
  const changed = await getQuestionnaire(t.ctx(), id);
  expect(changed).toMatchObject({ version: 1, frozen: false, content: { title: { id: 'Lebih baik' } } });
  expect(await outcome(changeContent(t.ctx(), { ...before, content: shortEvaluation }))).toBe(
    'platform.version_conflict',
  );
  const { code, id: placementId } = await place(service, id);
  // before the first answer as after it: the first one is not seen
  const frozen = await getQuestionnaire(t.ctx(), id);
  expect(frozen).toMatchObject({ version: 1, frozen: true, responses: 0 });
  await answer(anonymous(), code);
  expect(await getQuestionnaire(t.ctx(), id)).toEqual(frozen);
  await expect(
    t.db.updateTable('questionnaireVersion').set({ content: '{}' }).where('id', '=', frozen.versionId).execute(),
  ).rejects.toMatchObject({ code: '23514', constraint: 'questionnaire_version_frozen' });
  await changeContent(t.ctx(), { ...frozen, content: { ...shortEvaluation, title: 'Edisi dua' } });
  expect(await getQuestionnaire(t.ctx(), id)).toMatchObject({ version: 2, frozen: false });
  expect(await getPlacement(t.ctx(), placementId)).toMatchObject({ versionNumber: 1 });
  expect((await place(service, id)).versionNumber).toBe(2);
});

test('what is to be answered without a name asks for no file, also when the questionnaire is changed before it opens', async () => {
  const id = await make();
  const before = await getQuestionnaire(t.ctx(), id);
  const opensAt = new Date('2026-12-20T00:00:00+07:00');
  const placement = await place({ ...service, opensAt }, id);
  const content: ContentInput = {
    ...shortEvaluation,
    questions: [
      ...shortEvaluation.questions,
      { id: 'foto', kind: 'file', label: 'Foto rak', required: true, accept: 'picture' },
    ],
  };
  await changeContent(t.ctx(), { ...before, content });
  expect(await getQuestionnaire(t.ctx(), id)).toMatchObject({ version: 2 });
  expect(await getPlacement(t.ctx(), placement.id)).toMatchObject({ versionNumber: 1 });
});

test('whoever closes one test of a pair waits for the pair and holds neither of the two: no two can wait for each other', async () => {
  const one = await place({ privacy: 'paired', role: 'pre' });
  const two = await place({ privacy: 'paired', role: 'post', pairWith: one.id }, one.questionnaire.id);
  const held = await holdRow(t, 'questionnaire_pair', one.pairId ?? 0);
  const closings = [closePlacement(t.ctx(), one.id), closePlacement(t.ctx(), two.id)];
  await held.waitedFor(2);
  expect([
    await isFree(t, 'questionnaire_placement', one.id),
    await isFree(t, 'questionnaire_placement', two.id),
  ]).toEqual([true, true]);
  await held.letGo();
  await Promise.all(closings);
  expect([await getPlacement(t.ctx(), one.id), await getPlacement(t.ctx(), two.id)]).toMatchObject([
    { state: 'closed' },
    { state: 'closed' },
  ]);
});

test('a session that people are asked about is not taken out, and says why', async () => {
  const { programId } = workshop;
  const [sessionId = 0] = await addSessions(t.ctx(), programId, {
    ...{ title: 'Sesi tambahan', format: 'lecture' },
    ...{ startsAt: new Date('2026-11-28T08:00:00+07:00'), endsAt: new Date('2026-11-28T10:00:00+07:00') },
  });
  await place({ sessionId });
  expect(await outcome(removeSession(t.ctx(), sessionId))).toBe('programs.has_questionnaire');
});

test('a participant answers once, by card or by a key of their own; the ticket, which staff see, is none', async () => {
  const placement = await place();
  const { code, id } = placement;
  const { ctx, ticket, key, enrolmentId } = participant(0);
  expect(await outcome(answer(anonymous(), code))).toBe('questionnaires.needs_key');
  expect(await outcome(answer(anonymous(), code, { key: ticket }))).toBe('questionnaires.needs_key');
  expect((await openForm(anonymous(), { code, key: ticket })).access).toBe('needs_key');
  expect(await outcome(answer(ctx, code))).toBe('done');
  expect(await outcome(answer(anonymous(), code, { key }))).toBe('questionnaires.answered');
  expect((await openForm(ctx, { code })).access).toBe('answered');
  expect((await openForm(anonymous(), { code, key })).access).toBe('answered');
  expect((await openForm(participant(1).ctx, { code })).access).toBe('ready');
  expect(await outcome(answer(anonymous(), code, { key: participant(1).key }))).toBe('done');
  // the page of a ticket says the same whether or not its owner has answered, and so does what certificates are made of
  expect((await openForParticipants(t.ctx(), workshop.programId)).map((one) => one.id)).toContain(id);
  expect(await hasAnsweredByName(t.db, placement, { enrolmentId })).toBe(false);
  // a key of another programme opens nothing here
  const other = await aWorkshop(t, 1);
  expect(await outcome(answer(anonymous(), code, { key: other.participants[0]?.key }))).toBe(
    'questionnaires.needs_key',
  );
  expect((await placementsOf(t.ctx(), workshop.programId)).map((one) => one.id)).toContain(id);
});

test('one person who sends at ten moments at once has answered once', async () => {
  const { code, id } = await place();
  const sent = await Promise.all(Array.from({ length: 10 }, async () => outcome(answer(participant(0).ctx, code))));
  expect(sent.filter((one) => one === 'done')).toHaveLength(1);
  expect(new Set(sent)).toEqual(new Set(['done', 'questionnaires.answered']));
  await closePlacement(t.ctx(), id);
  expect((await getPlacement(t.ctx(), id)).responses).toBe(1);
});

test('what is missing or wrong is said question by question, and nothing is kept of it', async () => {
  const { code } = await place();
  const { ctx } = participant(0);
  const refused = refusal(answer(ctx, code, { answers: { materi: '9', pesan: 'x'.repeat(4001) } }));
  expect((await refused).fields).toEqual({ 'answers.materi': 'invalid', 'answers.pesan': 'too_long' });
  expect((await refusal(answer(ctx, code, { answers: {} }))).fields).toEqual({ 'answers.materi': 'required' });
  expect((await openForm(ctx, { code })).access).toBe('ready');
  const optional = await make({ title: 'Saran', questions: [{ id: 'saran', kind: 'text', label: 'Saran' }] });
  const { code: free } = await place(service, optional);
  expect(await outcome(answer(anonymous(), free, { answers: { saran: ' ' } }))).toBe('questionnaires.nothing_answered');
});

test('it is answered from its first to its last moment; sheets of paper by their token, once, until a day of their own', async () => {
  const placement = await place({
    ...service,
    opensAt: new Date('2026-11-26T08:00:00+07:00'),
    closesAt: new Date('2026-11-26T12:00:00+07:00'),
  });
  const { code, id } = placement;
  expect(await outcome(answer(anonymous(), code))).toBe('questionnaires.not_open');
  t.clock.set('2026-11-26T08:00:00+07:00');
  expect(await outcome(answer(anonymous(), code))).toBe('done');
  t.clock.set('2026-11-26T12:00:00+07:00');
  expect(await outcome(answer(anonymous(), code))).toBe('questionnaires.closed');
  expect(placement.paperUntil).toEqual(new Date('2026-12-03T12:00:00+07:00'));
  const [sheet = '', second = ''] = await someSheets(t, [id], { count: 2 });
  const paper = async (token: string) =>
    enterPaper(t.ctx(), { placementId: id, answers: { materi: '3' }, sheet: token });
  expect(await outcome(paper(''))).toBe('questionnaires.sheet_unknown');
  const elsewhere = await someSheets(t, [(await place(service)).id]);
  expect(await outcome(paper(elsewhere[0] ?? ''))).toBe('questionnaires.sheet_unknown');
  expect(await outcome(paper(`${sheet.slice(0, 4)}-${sheet.slice(4).toUpperCase()}`))).toBe('done');
  expect(await outcome(paper(sheet))).toBe('questionnaires.sheet_entered');
  t.clock.set('2026-12-03T12:00:00+07:00');
  expect(await outcome(paper(second))).toBe('questionnaires.closed');
  t.clock.set('2026-12-03T11:59:00+07:00');
  await closePlacement(t.ctx(), id);
  expect(await outcome(paper(second))).toBe('questionnaires.closed');
  const audited = await t.db
    .selectFrom('auditEvent')
    .select('id')
    .where('action', '=', 'response.paper_entered')
    .where('entityId', '=', String(id))
    .execute();
  expect(audited).toHaveLength(1);
  t.clock.set(TEST_NOW);
  const channels = await t.db
    .selectFrom('questionnaireResponse')
    .select('channel')
    .where('placementId', '=', id)
    .execute();
  expect(channels.map(({ channel }) => channel).toSorted()).toEqual(['link', 'paper']);
});

test('a fixed tablet has an address of its own, which can be taken away', async () => {
  const { code, id } = await place(service);
  await setKiosk(t.ctx(), id, true);
  const kioskKey = (await getPlacement(t.ctx(), id)).kioskKey;
  expect((await openForm(anonymous(), { code, kioskKey })).kiosk).toBe(true);
  expect((await openForm(anonymous(), { code, kioskKey: 'x'.repeat(20) })).kiosk).toBe(false);
  await answer(anonymous(), code, { kioskKey });
  await answer(anonymous(), code, { kioskKey });
  await setKiosk(t.ctx(), id, false);
  expect((await openForm(anonymous(), { code, kioskKey })).kiosk).toBe(false);
  expect(await outcome(setKiosk(t.ctx(), (await place()).id, true))).toBe('questionnaires.needs_key');
  await closePlacement(t.ctx(), id);
  expect((await getPlacement(t.ctx(), id)).responses).toBe(2);
});

test('a draft is found by its browser alone, and goes when the answer is sent', async () => {
  const { code } = await place();
  const { ctx } = participant(0);
  const draftToken = 'rahasia-di-peramban';
  await keepDraft(ctx, { code, draftToken, answers: { materi: '2', pesan: 'Belum selesai', asing: 'x' } });
  expect((await openForm(ctx, { code, draftToken })).draft).toEqual({ materi: '2', pesan: 'Belum selesai' });
  expect((await openForm(ctx, { code, draftToken: 'peramban-lain' })).draft).toEqual({});
  expect(JSON.stringify(await t.db.selectFrom('questionnaireDraft').selectAll().execute())).not.toContain(draftToken);
  await answer(ctx, code, { draftToken });
  expect((await openForm(ctx, { code, draftToken })).draft).toEqual({});
});

test('who may answer and what is kept of them has to fit', async () => {
  const refused = async (more: Partial<PlacementInput>) => (await refusal(place(more))).fields;
  expect(await refused({ audience: 'anyone', privacy: 'named' })).toMatchObject({ privacy: 'quest_nobody_known' });
  expect(await refused({ programId: null, service: 'Meja' })).toMatchObject({ audience: 'quest_no_participants' });
  expect(await refused({ privacy: 'paired' })).toMatchObject({ role: 'quest_pair_role' });
  expect(await refused({ closesAt: opensAt })).toMatchObject({ closesAt: 'quest_window' });
  const other = await aWorkshop(t, 0);
  expect(await outcome(place({ sessionId: other.sessionId }))).toBe('questionnaires.foreign_subject');
  const file = await make({ title: 'Bukti', questions: [{ id: 'bukti', kind: 'file', label: 'Bukti' }] });
  expect(await outcome(place({}, file))).toBe('questionnaires.file_needs_name');
  expect(await outcome(place({}, await make({ title: 'Kosong', questions: [] })))).toBe('questionnaires.empty');
});

test('a file is asked only by name, and looked at: kind and size', async () => {
  const asks = await make({
    title: 'Bukti',
    questions: [{ id: 'bukti', kind: 'file', label: 'Foto', accept: 'picture', megabytes: 1, required: true }],
  });
  const { code, id } = await place({ privacy: 'named' }, asks);
  const { ctx, name } = participant(0);
  const send = async (body: Uint8Array) =>
    answerQuestionnaire(ctx, t.storage, {
      code,
      answers: {},
      files: [{ questionId: 'bukti', name: 'foto.png', body }],
    });
  expect((await refusal(send(Buffer.from('bukan gambar')))).fields).toEqual({ 'answers.bukti': 'quest_file_kind' });
  expect((await refusal(send(new Uint8Array(1024 * 1024 + 1)))).fields).toEqual({ 'answers.bukti': 'file_too_large' });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await send(png);
  const named = await t.db
    .selectFrom('questionnaireResponse')
    .select(['memberId', 'enrolmentId', 'answers'])
    .where('placementId', '=', id)
    .execute();
  expect(named).toEqual([{ memberId: null, enrolmentId: participant(0).enrolmentId, answers: { bukti: 'foto.png' } }]);
  const { responses } = await listResponses(t.ctx(), id);
  expect(responses).toMatchObject([{ name, answers: { bukti: 'foto.png' } }]);
  const file = await openAnswerFile(t.ctx(), responses[0]?.id ?? '', 'bukti');
  expect(file).toMatchObject({ name: 'foto.png', mediaType: 'image/png' });
  expect(await t.storage.size(file.key)).toBe(png.byteLength);
  expect(await outcome(openAnswerFile(ctx, responses[0]?.id ?? '', 'bukti'))).toBe('platform.forbidden');
});

test('a test before and after: those who did both are paired, the others are shown apart, and closing destroys the key', async () => {
  const tests = await make(shortTest);
  const before = await place({ role: 'pre', privacy: 'paired' }, tests);
  const after = await place({ role: 'post', privacy: 'paired', pairWith: before.id }, tests);
  expect(after).toMatchObject({ pairId: before.pairId, versionId: before.versionId });
  const again = place({ role: 'post', privacy: 'paired', pairWith: before.id }, tests);
  expect(await outcome(again)).toBe('questionnaires.pair_taken');
  // twelve do the test before (one right of two: 50), ten the test after (both right: 100)
  for (const { ctx } of workshop.participants) await answer(ctx, before.code, { answers: { satu: 'a', dua: 'b' } });
  for (const { ctx } of workshop.participants.slice(2))
    await answer(ctx, after.code, { answers: { satu: 'a', dua: 'a' } });
  expect(await viewResults(t.ctx(), after.id)).toMatchObject({ n: 0, paired: null, test: null });
  await closePlacement(t.ctx(), after.id);
  const { paired, test: average } = await viewResults(t.ctx(), after.id);
  expect(average).toMatchObject({ mean: 100, n: 10 });
  expect(paired).toMatchObject({
    gain: { pairs: 10, before: 50, after: 100, gain: 50, normalised: 1, up: 10 },
    onlyBefore: { n: 2, mean: null },
    onlyAfter: { n: 0 },
    sealed: true,
  });
  // everybody's, less the ten, would be the two who did not come back: their answers are said nowhere
  expect(await viewResults(t.ctx(), before.id)).toMatchObject({
    n: 10,
    test: { n: 10 },
    items: [{ n: 10 }, { n: 10 }],
  });
  expect((await listResponses(t.ctx(), before.id)).responses).toHaveLength(10);
  expect(await getPlacement(t.ctx(), before.id)).toMatchObject({ state: 'closed' });
  const keys = await t.db
    .selectFrom('questionnairePair')
    .select(['key', 'closedAt'])
    .where('id', '=', before.pairId)
    .execute();
  expect(keys).toMatchObject([{ key: null }]);
  expect(await outcome(answer(participant(0).ctx, after.code))).toBe('questionnaires.closed');
  // the pairs are still pairs
  expect((await viewResults(t.ctx(), before.id)).paired).toMatchObject({ gain: { pairs: 10 }, sealed: true });
});

test('of four answers nothing is shown; from five on there are warnings, until there are thirty', async () => {
  const upTo = async (count: number) => {
    const { code, id } = await place();
    for (const { ctx } of workshop.participants.slice(0, count)) await answer(ctx, code);
    await closePlacement(t.ctx(), id);
    return viewResults(t.ctx(), id);
  };
  expect(await upTo(4)).toMatchObject({ n: 4, known: null, hidden: true, items: [], warning: null });
  expect(await upTo(5)).toMatchObject({ n: 5, hidden: false, warning: 'few' });
  expect(await upTo(10)).toMatchObject({ n: 10, warning: 'rough' });
});

test('results of an edition beside those of another, item by item', async () => {
  const id = await make();
  const [first, second] = [await place({}, id), await place({}, id)];
  const third = await place({}, id);
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    await answer(ctx, first.code, { answers: { materi: '2' } });
    await answer(ctx, second.code, { answers: { materi: '4' } });
    if (nth < 9) await answer(ctx, third.code, { answers: { materi: '1' } });
  }
  for (const one of [first, second, third]) await closePlacement(t.ctx(), one.id);
  const { compared } = await viewResults(t.ctx(), second.id, first.id);
  expect(compared?.items).toMatchObject({
    materi: { mean: 2, n: 12, change: 2, method: 'independent', interval: null, top: { change: 1, high: 1 } },
  });
  // a text is no figure, so it is not compared; nor does it say that it was not asked
  expect(compared?.absent).toEqual({ pesan: 'unanswered' });
  // of nine nothing is compared
  expect((await viewResults(t.ctx(), second.id, third.id)).compared).toMatchObject({
    hidden: true,
    items: {},
    absent: { materi: 'too_few' },
  });
  const unlike = await place({}, await make(shortTest));
  expect(await outcome(viewResults(t.ctx(), second.id, unlike.id))).toBe('questionnaires.placement_not_found');
});

test('every standard instrument can be copied, placed and answered, and comes back the same from its file', async () => {
  expect(listInstruments().map(({ key }) => key)).toEqual([
    'speaker',
    'organiser',
    'test',
    'four_levels',
    'follow_up_30',
    'follow_up_90',
    'ikm',
    'service_checklist',
    'mystery_visit',
  ]);
  for (const { key } of listInstruments()) {
    const { id } = await copyInstrument(t.ctx(), workshop.libraryId, key);
    const { content, instrument } = await getQuestionnaire(t.ctx(), id);
    expect(instrument).toBe(key);
    const answers = Object.fromEntries(
      content.questions.flatMap(({ id: question, options }) => (options[0] ? [[question, options[0].value]] : [])),
    );
    const { code } = await place(service, id);
    expect(await outcome(answer(anonymous(), code, { answers })), key).toBe('done');
    const file = await exportQuestionnaire(t.ctx(), id);
    const again = await importQuestionnaire(t.ctx(), workshop.libraryId, file.body);
    expect((await getQuestionnaire(t.ctx(), again)).content).toEqual(content);
  }
  const asked = async (key: string) => {
    const { id } = await copyInstrument(t.ctx(), workshop.libraryId, key);
    const { questions } = (await getQuestionnaire(t.ctx(), id)).content;
    return questions.filter(({ importanceOf }) => importanceOf !== '').map(({ importanceOf }) => importanceOf);
  };
  expect(await asked('organiser')).toHaveLength(10);
  expect(await asked('speaker')).toEqual(['penguasaan', 'waktu', 'metode', 'jawaban', 'topik']);
  // the regulation asks nine elements and nothing more
  expect(await asked('ikm')).toEqual([]);
  const ikm = await copyInstrument(t.ctx(), workshop.libraryId, 'ikm');
  const { content } = await getQuestionnaire(t.ctx(), ikm.id);
  const labels = (element: string) =>
    content.questions.find((one) => one.element === element)?.options.map(({ label }) => label.id);
  expect(labels('U4')).toEqual(['Sangat mahal', 'Cukup mahal', 'Murah', 'Gratis']);
  expect(labels('U9')).toEqual([
    'Tidak ada',
    'Ada tetapi tidak berfungsi',
    'Berfungsi kurang maksimal',
    'Dikelola dengan baik',
  ]);
  expect(await outcome(importQuestionnaire(t.ctx(), workshop.libraryId, '{'))).toBe('questionnaires.not_readable');
  const wrong = JSON.stringify({
    name: 'X',
    content: { title: 'X', questions: [{ id: 'a', kind: 'single', label: 'A' }] },
  });
  expect((await refusal(importQuestionnaire(t.ctx(), workshop.libraryId, wrong))).fields).toEqual({
    'content.questions.0.options': 'quest_two_options',
  });
});

test('only those of the library make, place and read; who may read does not change', async () => {
  const { code, id } = await place();
  await answer(participant(0).ctx, code);
  const elsewhere = t.ctx({ grants: [{ libraryId: workshop.libraryId + 999, permissions: ['*'] }] });
  for (const work of [
    async () => viewResults(elsewhere, id),
    async () => getPlacement(elsewhere, id),
    async () => closePlacement(elsewhere, id),
    async () => viewResults(participant(0).ctx, id),
    async () => closePlacement(t.ctx({ grants: [{ libraryId: null, permissions: ['responses.read'] }] }), id),
  ]) {
    expect(await outcome(work())).toBe('platform.forbidden');
  }
});

test('a placement that is not by name cannot have an answer with one: the database refuses it', async () => {
  const { id } = await place();
  const { memberId } = participant(0);
  await expect(
    sql`insert into questionnaire_response (placement_id, privacy, answers, channel, member_id)
      values (${id}, 'anonymous', '{}', 'link', ${memberId})`.execute(t.db),
  ).rejects.toMatchObject({ code: '23514' });
  await expect(
    sql`insert into questionnaire_response (placement_id, privacy, answers, channel, member_id, answered_at)
      values (${id}, 'named', '{}', 'link', ${memberId}, now())`.execute(t.db),
  ).rejects.toMatchObject({ code: '23503' });
});
