import { beforeAll, expect, test } from 'vitest';
import { atFullPace, lettersOf, sendLetters as sendMails } from '#modules/city/mailings/testing';
import { saveOwnLetters } from '#modules/city/subscriptions';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { systemCtx, type Ctx } from '#platform/context';
import type { Mailer } from '#platform/sending/mail';
import { testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { aDraft, aStaffPair, ORIGIN, scheduled } from '../../../../../tests/support/letter-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { getLetter } from '../index.ts';
import { mayStillHave, sendLetters } from '../testing.ts';

const t = useTestDb();
let staff: Awaited<ReturnType<typeof aStaffPair>>;
let topicId = 0;
beforeAll(async () => {
  staff = await aStaffPair(t);
  await aLibrary(t.ctx());
  topicId = await aTopic(t);
  await atFullPace(t.db);
});

/** A grown member who lets letters be fitted to what they borrow. */
async function aReader(email: string): Promise<Ctx> {
  const { id, number, fullName } = await aMember(t.ctx(), { birthDate: '1990-03-14', email });
  await aSubscriber(t, { email, topicIds: [topicId], memberId: id, reading: true });
  return { ...t.ctx(), actor: { kind: 'member', id, number, name: fullName, sessionId: id } };
}
const mails = async (): Promise<string[]> => {
  const sent: string[] = [];
  const mailer: Mailer = {
    available: true,
    send: async ({ to }) => {
      sent.push(to);
      return Promise.resolve({ messageId: 'uji', response: '250 ok' });
    },
  };
  const config = { ...readConfig({}), mailFrom: 'perpus@example.org' };
  const rest = async (): Promise<void> => Promise.resolve();
  await sendMails({ db: t.db, clock: t.clock, secrets, config, mailer, mayStillReceive: mayStillHave, rest });
  return sent;
};

test('who takes back since the list was made that their borrowing is looked at has no letter that is chosen by it, and still has the others', async () => {
  const back = await aReader('kembali@example.org');
  await aReader('tetap@example.org');
  const byReading = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Sejarah Blitar' });
  const toAll = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Untuk semua' });
  for (const id of [byReading, toAll]) await scheduled(staff, id);
  await sendLetters(systemCtx(t.db, t.clock, 'uji'), { origin: ORIGIN });
  // as if ten had borrowed history
  await t.db.updateTable('newsletter').set({ borrows: '9' }).where('id', '=', byReading).execute();
  await saveOwnLetters(back, secrets, { topicIds: [topicId], language: 'id', reading: false });
  expect((await mails()).toSorted()).toEqual(['kembali@example.org', 'tetap@example.org', 'tetap@example.org']);
  const { mailingId } = await getLetter(staff.dewi(), byReading);
  expect(await lettersOf(t.db, mailingId ?? 0)).toMatchObject([
    { email: 'kembali@example.org', state: 'skipped', outcome: 'no_consent' },
    { email: 'tetap@example.org', state: 'sent' },
  ]);
});
