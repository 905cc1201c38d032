import { expect, test } from 'vitest';
import { refusal } from '../../../tests/support/refusal.ts';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { countAttempt, sweepAttempts } from './rate-limit.ts';

const t = useTestDb();
test('what a clock counted that was set back since keeps nobody out for years', async () => {
  const rule = { limit: 2, windowSeconds: 900 };
  t.clock.set('2036-11-25T10:00:00+07:00');
  for (const key of ['masuk', 'lain']) await countAttempt(t, key, rule);
  t.clock.set('2026-11-25T10:00:00+07:00');
  await countAttempt(t, 'masuk', rule);
  await countAttempt(t, 'masuk', rule);
  const refused = await refusal(countAttempt(t, 'masuk', rule));
  expect(refused).toMatchObject({ status: 429, params: { seconds: 900 } });
  // a clock beside ours that is a little ahead opens no second window
  t.clock.set('2026-11-25T09:59:50+07:00');
  await expect(countAttempt(t, 'masuk', rule)).rejects.toMatchObject({ status: 429 });
  expect(await sweepAttempts(t)).toBe(1);
  expect(await keys()).toEqual(['masuk']);
  await t.db.deleteFrom('rateLimit').execute();
});

const keys = async () =>
  (await t.db.selectFrom('rateLimit').select('key').orderBy('key').execute()).map(({ key }) => key);

test('attempts are swept when they no longer count, and not before', async () => {
  await countAttempt(t, 'short', { limit: 5, windowSeconds: 900 });
  await countAttempt(t, 'long', { limit: 5, windowSeconds: 86_400 });
  t.clock.set('2026-11-25T10:14:00+07:00');
  expect(await sweepAttempts(t)).toBe(0);
  t.clock.set('2026-11-25T10:16:00+07:00');
  await countAttempt(t, 'again', { limit: 5, windowSeconds: 900 });
  expect(await sweepAttempts(t)).toBe(1);
  expect(await keys()).toEqual(['again', 'long']);
  // a new window counts from its own beginning
  t.clock.set('2026-11-25T10:40:00+07:00');
  await countAttempt(t, 'again', { limit: 1, windowSeconds: 900 });
  t.clock.set('2026-11-25T10:50:00+07:00');
  expect(await sweepAttempts(t)).toBe(0);
  await expect(countAttempt(t, 'again', { limit: 1, windowSeconds: 900 })).rejects.toMatchObject({ status: 429 });
});
