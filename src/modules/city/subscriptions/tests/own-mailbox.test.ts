import { beforeAll, expect, test } from 'vitest';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { confirmLast } from '../../../../../tests/support/confirm-letters.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { saveOwnLetters, stillWantsWhatsapp, stopAddress, viewOwnLetters } from '../index.ts';
import { aSubscriber, aTopic } from '../testing.ts';

const t = useTestDb();
beforeAll(async () => {
  await aLibrary(t.ctx());
});

test('the account shows and stops the mailbox that letters come to, also where that got some before the one it was on', async () => {
  const [first, second] = [await aTopic(t), await aTopic(t)];
  await aSubscriber(t, { email: 'lama@example.org', topicIds: [first] });
  const { id, number, fullName } = await aMember(t.ctx(), {
    ...{ birthDate: '1990-03-14', phone: '0812-3456-7890', email: 'kini@example.org' },
  });
  await aSubscriber(t, { email: 'kini@example.org', topicIds: [first], memberId: id });
  const me: Ctx = t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
  // the mailbox on the record is the older one from now on
  await t.db.updateTable('member').set({ email: 'lama@example.org' }).where('id', '=', id).execute();
  const choice = { topicIds: [first, second], language: 'id' as const };
  expect(await saveOwnLetters(me, secrets, choice)).toBe('asked');
  await confirmLast(t);
  expect((await viewOwnLetters(me)).letters).toMatchObject({ email: 'lama@example.org', topicIds: [first, second] });
  expect(await saveOwnLetters(me, secrets, { ...choice, byWhatsapp: true })).toBe('saved');
  const { after } = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'letter_subscriber.changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(after).toMatchObject({ byWhatsapp: true });
  expect(await saveOwnLetters(me, secrets, { ...choice, topicIds: [] })).toBe('saved');
  const left = await t.db
    .selectFrom('letterChoice')
    .select('whatsappAt')
    .where('topicId', 'in', [first, second])
    .execute();
  expect(left).toEqual([]);
});

test('by WhatsApp nothing comes that the account does not show: also of another mailbox that chose again by its old link', async () => {
  const topic = await aTopic(t);
  const { id, number, fullName } = await aMember(t.ctx(), {
    ...{ birthDate: '1990-03-14', phone: '0812-3456-7890', email: 'satu@example.org' },
  });
  const me: Ctx = t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
  await aSubscriber(t, { email: 'satu@example.org', topicIds: [topic], memberId: id });
  const choice = { topicIds: [topic], language: 'id' as const };
  await saveOwnLetters(me, secrets, { ...choice, byWhatsapp: true });
  // a mailbox of the same card from before, by its link
  await aSubscriber(t, { email: 'dua@example.org', topicIds: [topic], memberId: id });
  expect((await viewOwnLetters(me)).letters).toMatchObject({ email: 'dua@example.org', byWhatsapp: false });
  expect(await stillWantsWhatsapp(t.db, id, [topic], t.clock.now())).toBe(true);
  await saveOwnLetters(me, secrets, { ...choice, byWhatsapp: false });
  expect(await stillWantsWhatsapp(t.db, id, [topic], t.clock.now())).toBe(false);
});

test('of two mailboxes the account shows the one that takes letters, not the one that was stopped', async () => {
  const topic = await aTopic(t);
  const { id, number, fullName } = await aMember(t.ctx(), {
    ...{ birthDate: '1990-03-14', phone: '0812-3456-7890', email: 'terbuka@example.org' },
  });
  const me: Ctx = t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
  await aSubscriber(t, { email: 'terbuka@example.org', topicIds: [topic], memberId: id });
  await aSubscriber(t, { email: 'penuh@example.org', topicIds: [topic], memberId: id });
  await t.db
    .transaction()
    .execute(async (trx) =>
      stopAddress(trx, { ...t.ctx(), db: trx }, { email: 'penuh@example.org', why: 'bounced', detail: '550 5.1.1' }),
    );
  expect((await viewOwnLetters(me)).letters).toMatchObject({ email: 'terbuka@example.org', stopped: null });
  await saveOwnLetters(me, secrets, { topicIds: [], language: 'id' });
  const left = await t.db
    .selectFrom('letterChoice')
    .innerJoin('letterSubscriber', 'letterSubscriber.id', 'letterChoice.subscriberId')
    .select('email')
    .where('memberId', '=', id)
    .execute();
  expect(left).toEqual([{ email: 'penuh@example.org' }]);
  // where no mailbox takes any, the account tells of the one that was stopped while letters came to it
  expect((await viewOwnLetters(me)).letters).toMatchObject({ email: 'penuh@example.org', stopped: 'bounced' });
});
