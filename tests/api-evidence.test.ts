import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makePlan, openBoard, writeIdea, commentOnIdea, movePhase } from '#modules/community/ideas';
import { addSessions } from '#modules/community/programs';
import { aWorkshop, shortEvaluation, someSheets, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let workshop: TestWorkshop;
let desk = '';
beforeAll(async () => {
  workshop = await aWorkshop(t, 2);
  desk = await tokenOfRole(t, 'circulation', workshop.libraryId);
});
const planShape = z.looseObject({
  milestones: z.array(z.looseObject({ id: z.number(), doneOn: z.string().nullable() })),
  evidence: z.array(z.looseObject({ id: z.number(), kind: z.string(), title: z.string() })),
});

test('files show what became of a plan: sent by its owner, made anew, fetched, and taken away by nobody else', async () => {
  const [owner, other] = workshop.participants;
  if (!owner || !other) throw new Error('the workshop has participants');
  const id = await makePlan(owner.ctx, workshop.programId, { activity: 'Entri 20 judul' }, {});
  const path = `/action-plans/${id}`;
  const mine = { 'x-ticket': owner.ticket };
  const theirs = { 'x-ticket': other.ticket };
  const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#384' } })
    .withExif({ IFD0: { Model: 'Ponsel Siti' } })
    .jpeg()
    .toBuffer();
  const send = async (as: Record<string, string>, bytes: Uint8Array | string) => {
    const body = await formBody({ title: 'Rak baru' }, [{ field: 'file', name: 'rak.jpg', bytes }]);
    return call('POST', `${path}/files`, { ...body, headers: { ...body.headers, ...as } }, '');
  };
  expect((await send(theirs, photo)).body).toMatchObject({ code: 'ideas.not_your_plan' });
  expect((await send(mine, 'bukan foto')).status).toBe(415);
  expect((await send(mine, photo)).status).toBe(204);
  const plan = async () => planShape.parse((await call('GET', path)).body);
  const [file] = (await plan()).evidence;
  expect(file).toMatchObject({ kind: 'photo', title: 'Rak baru' });
  const given = await call('GET', `/plan-evidence/${file?.id ?? 0}/file`, {}, '');
  expect([given.status, given.headers['content-type']]).toEqual([200, 'image/webp']);
  expect(given.bytes.toString('latin1')).not.toContain('Ponsel Siti');
  const evidence = `/plan-evidence/${file?.id ?? 0}`;
  expect((await call('DELETE', evidence, { headers: theirs }, '')).body).toMatchObject({ code: 'ideas.not_your_plan' });
  expect((await call('DELETE', evidence, { headers: mine }, '')).status).toBe(204);

  await call('POST', `${path}/milestones`, { payload: { text: 'Minta izin' }, headers: mine }, '');
  const step = `${path}/milestones/${(await plan()).milestones[0]?.id ?? 0}`;
  expect((await call('PATCH', step, { payload: { done: true }, headers: theirs }, '')).status).toBe(403);
  expect((await call('PATCH', step, { payload: { done: true }, headers: mine }, '')).status).toBe(204);
  expect((await plan()).milestones[0]?.doneOn).toBe('2026-11-25');
  expect((await call('DELETE', step, { headers: mine }, '')).status).toBe(204);
  expect(await plan()).toMatchObject({ evidence: [], milestones: [] });
});

test('the terms of a board are written anew, and a comment taken away, by whoever leads it', async () => {
  const [author] = workshop.participants;
  if (!author) throw new Error('the workshop has participants');
  const [startsAt, endsAt] = [new Date('2026-11-27T13:00:00+07:00'), new Date('2026-11-27T15:00:00+07:00')];
  const session = { title: 'Curah gagasan', format: 'brainstorm', startsAt, endsAt } as const;
  const [sessionId = 0] = await addSessions(t.ctx(), workshop.programId, session);
  const boardId = await openBoard(t.ctx(), sessionId, { question: 'Apa yang kita ubah?' });
  const terms = { payload: { question: 'Apa yang kita mulai?', votesEach: 2 } };
  expect((await call('PUT', `/idea-boards/${boardId}/terms`, terms, desk)).status).toBe(403);
  expect((await call('PUT', `/idea-boards/${boardId}/terms`, terms)).status).toBe(204);
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const ideaId = await writeIdea(author.ctx, boardId, { text: 'Buka hari Sabtu' }, {});
  const commentId = await commentOnIdea(author.ctx, ideaId, { text: 'Setuju' }, {});
  expect((await call('GET', `/ideas?boardId=${boardId}`)).body).toMatchObject({
    question: 'Apa yang kita mulai?',
    data: [{ comments: [{ id: commentId }] }],
  });
  for (const token of [desk, ''])
    expect((await call('DELETE', `/idea-comments/${commentId}`, {}, token)).status).toBe(404);
  expect((await call('DELETE', `/idea-comments/${commentId}`)).status).toBe(204);
});

test('a questionnaire gets a fixed tablet, a printed link and a sheet of paper by API', async () => {
  const made = await call('POST', '/questionnaires', {
    payload: { library: 'KOTA', name: 'Kepuasan', content: shortEvaluation },
  });
  const placed = await call('POST', '/placements', {
    payload: {
      questionnaireId: made.id,
      library: 'KOTA',
      service: 'Layanan baca',
      role: 'survey',
      audience: 'anyone',
      privacy: 'anonymous',
      opensAt: '2026-11-20T00:00:00Z',
    },
  });
  expect(placed.status).toBe(201);
  const path = `/placements/${placed.id}`;
  expect((await call('PUT', `${path}/kiosk`, {}, desk)).status).toBe(403);
  expect((await call('PUT', `${path}/kiosk`)).body).toMatchObject({ kioskKey: expect.any(String) as unknown });
  expect((await call('DELETE', `${path}/kiosk`)).status).toBe(204);
  expect((await call('PUT', `${path}/link`, {}, desk)).status).toBe(403);
  const link = await call('PUT', `${path}/link`);
  expect((await call('PUT', `${path}/link`)).body).toEqual(link.body);
  const [sheet = ''] = await someSheets(t, [placed.id]);
  const paper = { payload: { sheet, answers: { materi: '3' } } };
  expect((await call('POST', `${path}/sheets`, paper, desk)).status).toBe(403);
  expect((await call('POST', `${path}/sheets`, paper)).status).toBe(204);
  expect((await call('POST', `${path}/sheets`, paper)).body).toMatchObject({ code: 'questionnaires.sheet_entered' });
  expect((await call('GET', path)).body).toMatchObject({
    kioskKey: null,
    ...z.object({ shortCode: z.string() }).parse(link.body),
  });
});

test('messages to applicants wait for the telephone of whoever may send notices', async () => {
  const reader = await tokenOfRole(t, 'read_only', workshop.libraryId);
  expect((await call('GET', '/applicant-messages', {}, desk)).body).toEqual({ data: [], next: null });
  expect((await call('GET', '/applicant-messages', {}, reader)).status).toBe(403);
  const decide = { payload: { decision: 'sent' } };
  expect((await call('POST', '/applicant-messages/7/decide', decide, desk)).body).toMatchObject({
    code: 'members.message_gone',
  });
  expect((await call('POST', '/applicant-messages/7/decide', decide, reader)).status).toBe(403);
});
