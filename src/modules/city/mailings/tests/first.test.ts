import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMember } from '#modules/people/members/testing';
import {
  noticeNeeds,
  planDeliveries,
  prepareChannels,
  sendDeliveries,
  tellDue,
  testSecrets,
} from '#modules/people/notifications/testing';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { startLetterServer } from '../../../../../tests/support/letter-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { mailingState } from '../index.ts';
import { aMailing, atFullPace, LANES, sendLetters } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startLetterServer>>;
beforeAll(async () => {
  server = await startLetterServer();
  await prepareChannels(t.db, testSecrets);
  await atFullPace(t.db);
});
afterAll(async () => server.stop());

test('a reminder that comes in the middle of a mailing goes next, before all letters that still wait', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Dimas Aji', email: 'dimas@example.org' });
  const id = await aMailing(t.ctx(), { readers: 30 });
  const mailer = createMailer(server.url, 'perpus@example.org');
  const notices = { db: t.db, clock: t.clock, secrets: testSecrets, ...noticeNeeds, mailer };
  let queued: Promise<void> | undefined;
  let lettersBefore = 0;
  server.knobs.fate = () => {
    if (server.taken.length < 5) return 'take';
    queued ??= (async () => {
      await tellDue(t.ctx(), member, ['Bumi Manusia']);
      await planDeliveries(notices, { atOnce: true });
      lettersBefore = server.taken.length;
    })();
    return { after: queued };
  };
  let stoodBack = 0;
  await sendLetters({
    ...notices,
    config: { ...readConfig({}), mailFrom: 'perpus@example.org' },
    mayStillReceive: async (_db, ids) => Promise.resolve(new Set(ids)),
    // while letters stand back the work of notices does its round, as it does every minute
    rest: async () => {
      stoodBack += 1;
      await sendDeliveries(notices);
    },
  });
  await queued;
  expect(stoodBack).toBeGreaterThan(0);
  const order = server.taken.map(({ to }) => to);
  const at = order.indexOf('dimas@example.org');
  expect(at).toBeGreaterThanOrEqual(5);
  // those that had their connection already arrived with it; no other was begun
  expect(at - lettersBefore).toBeLessThanOrEqual(LANES);
  expect(at).toBeLessThan(5 + LANES * 2);
  expect(order).toHaveLength(31);
  expect((await mailingState(t.db, id)).counts).toMatchObject({ sent: 30 });
});
