import { beforeAll, expect, test } from 'vitest';
import { mailingState } from '#modules/city/mailings';
import { savePreferences, takeAudience, viewPreferences } from '#modules/city/subscriptions';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { aLibrary } from '#modules/people/members/testing';
import { systemCtx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { aDraft, aStaffPair, ORIGIN, scheduled } from '../../../../../tests/support/letter-house.ts';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { getLetter } from '../index.ts';
import { sendLetters } from '../testing.ts';

const t = useTestDb();
let staff: Awaited<ReturnType<typeof aStaffPair>>;
let libraryId = 0;
beforeAll(async () => {
  staff = await aStaffPair(t);
  libraryId = (await aLibrary(t.ctx())).id;
});

/** Subscribers of a topic who all came to a programme. */
async function whoCame(count: number): Promise<{ topicId: number; attendedId: number }> {
  const topicId = await aTopic(t);
  const { id: attendedId, sessionIds } = await makeProgram(t.ctx(), libraryId);
  for (let nth = 1; nth <= count; nth += 1) {
    const email = `datang${nth}-${attendedId}@example.org`;
    const guest = await makeParticipant(t.ctx(), attendedId, { name: `Tamu ${nth}`, contact: email });
    await makeAttendance(t.ctx(), sessionIds[0] ?? 0, guest.id);
    await aSubscriber(t, { email, topicIds: [topicId] });
  }
  return { topicId, attendedId };
}
/** The first who chose a topic wants it no more. */
async function oneLeaves(topicId: number): Promise<void> {
  const audience = { topicIds: [topicId], language: null, libraryId: null, attended: null, borrows: null };
  const [one] = await takeAudience(t.db, audience, t.clock.now(), 0, 1);
  const token = one?.preferencesPath.split('/').at(-1) ?? '';
  const guest = t.ctx({ kind: 'anonymous' });
  const { version, language } = await viewPreferences(guest, testSecrets, token);
  await savePreferences(guest, testSecrets, token, { topicIds: [], language, version });
}
const begin = async (): Promise<void> => sendLetters(systemCtx(t.db, t.clock, 'uji'), { origin: ORIGIN });

test('a letter to those who came is for ten and more: of fewer whoever sends it would know who they are', async () => {
  const { topicId, attendedId } = await whoCame(9);
  const cut = await aDraft(staff.dewi(), { topicIds: [topicId], attendedId });
  expect((await refusal(scheduled(staff, cut))).code).toBe('newsletters.group_too_small');
  // all who chose a topic are few as well, and are known to be as many
  await scheduled(staff, await aDraft(staff.dewi(), { topicIds: [topicId] }));
});

test('where too few are left since it was approved it is called off and says why', async () => {
  const { topicId, attendedId } = await whoCame(10);
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], attendedId });
  await scheduled(staff, id);
  await oneLeaves(topicId);
  await begin();
  expect(await getLetter(staff.dewi(), id)).toMatchObject({
    ...{ state: 'cancelled', mailingId: null },
    cancelledWhy: 'Penerimanya tinggal kurang dari 10 orang.',
  });
});

test('where too few are on the list once it is made it is called off too, with its mailing', async () => {
  const { topicId, attendedId } = await whoCame(10);
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], attendedId });
  await scheduled(staff, id);
  // the power goes after it was begun
  const mend = await refuseRow(t.db, 'mailing_delivery', { on: 'insert', when: 'true' });
  await expect(begin()).rejects.toThrow('this row is spoilt');
  await mend();
  await oneLeaves(topicId);
  await begin();
  const { state, mailingId } = await getLetter(staff.dewi(), id);
  expect(state).toBe('cancelled');
  expect(await mailingState(t.db, mailingId ?? 0)).toMatchObject({
    state: 'cancelled',
    counts: { waiting: 0, skipped: 9 },
  });
});
