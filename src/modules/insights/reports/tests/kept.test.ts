import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { keepReport, listKeptReports, removeKeptReport } from '../index.ts';

const t = useTestDb();
let siti: Ctx;
let budi: Ctx;

beforeAll(async () => {
  const of = async (username: string): Promise<Ctx> => t.ctx({ id: (await makeAccount(t, { username })).id });
  siti = await of('siti');
  budi = await of('budi');
});
const loansByClass = { kind: 'loan', by: 'class', compare: 'year' } as const;
const namesOf = async (ctx: Ctx) => (await listKeptReports(ctx)).map(({ name, by }) => [name, by === null]);

test('what somebody keeps is theirs, what they share is seen by others, and only they remove it', async () => {
  const own = await keepReport(siti, { name: 'Bulanan', query: loansByClass });
  const shared = await keepReport(siti, { name: 'Untuk semua', query: loansByClass, shared: true });
  expect(await namesOf(siti)).toEqual([
    ['Bulanan', true],
    ['Untuk semua', true],
  ]);
  expect(await namesOf(budi)).toEqual([['Untuk semua', false]]);
  await expect(removeKeptReport(budi, shared)).rejects.toMatchObject({ code: 'reports.not_found' });
  await removeKeptReport(siti, own);
  expect(await namesOf(siti)).toEqual([['Untuk semua', true]]);
});

test('a name is kept once, what is no report not at all, and not without the right to read', async () => {
  const again = keepReport(siti, { name: ' Untuk semua ', query: loansByClass });
  await expect(again).rejects.toMatchObject({ code: 'reports.name_taken' });
  const none = keepReport(siti, { name: 'Gaji', query: { ...loansByClass, by: 'member_id' } });
  await expect(none).rejects.toMatchObject({ code: 'reports.by_unknown' });
  const nameless = keepReport(siti, { name: 'x'.repeat(81), query: loansByClass });
  await expect(nameless).rejects.toMatchObject({ code: 'platform.invalid_input' });
  const stranger = t.ctx({ grants: [] });
  await expect(keepReport(stranger, { name: 'Saya', query: loansByClass })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});

test('fifty are kept, also by two at once', async () => {
  const names = Array.from({ length: 52 }, (_, at) => `Laporan ${at}`);
  const results = await Promise.allSettled(names.map(async (name) => keepReport(budi, { name, query: loansByClass })));
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(50);
});
