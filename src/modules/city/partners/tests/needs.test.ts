import { expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addNeed, listNeeds, removeNeed, showNeeds } from '../index.ts';

const t = useTestDb();
const at = (now: string): Ctx => ({ ...t.ctx({ kind: 'anonymous' }), clock: { now: () => new Date(now) } });
const shown = async (ctx: Ctx) => (await showNeeds(ctx)).map(({ text }) => text);

test('everybody reads what the library looks for, in their language, up to its last day here', async () => {
  await addNeed(keeper(t), { text: 'Buku anak berbahasa Jawa' });
  const id = await addNeed(keeper(t), { text: 'Pengisi suara', textEn: 'A voice', untilOn: '2026-11-30' });
  expect(await shown(t.ctx({ kind: 'anonymous' }))).toEqual(['Pengisi suara', 'Buku anak berbahasa Jawa']);
  const english = await showNeeds({ ...t.ctx({ kind: 'anonymous' }), locale: 'en' });
  expect(english).toMatchObject([
    { text: 'A voice', language: 'en' },
    { text: 'Buku anak berbahasa Jawa', language: 'id' },
  ]);
  // the last evening in Blitar, and the minute after
  expect(await shown(at('2026-11-30T16:59:00Z'))).toContain('Pengisi suara');
  expect(await shown(at('2026-11-30T17:01:00Z'))).not.toContain('Pengisi suara');
  expect(await listNeeds(keeper(t))).toHaveLength(2);
  await removeNeed(keeper(t), id);
  expect((await refusal(removeNeed(keeper(t), id))).code).toBe('partners.need_not_found');
  for (let i = 0; i < 9; i += 1) await addNeed(keeper(t), { text: `Kebutuhan ${i}` });
  expect(await shown(t.ctx({ kind: 'anonymous' }))).toHaveLength(6);
});

test.for([{ text: '' }, { text: 'a\0b' }, { text: 'x'.repeat(200_000) }, { text: 'x', untilOn: '9999-12-31' }])(
  'what cannot be kept is refused: %j',
  async (input) => {
    expect((await refusal(addNeed(keeper(t), input))).code).toBe('platform.invalid_input');
  },
);

test('who may not keep partners changes nothing of it', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  for (const work of [addNeed(ctx, { text: 'x' }), removeNeed(ctx, 1), listNeeds(ctx)])
    expect((await refusal(work)).code).toBe('platform.forbidden');
});
