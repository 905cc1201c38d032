import { beforeAll, expect, test } from 'vitest';
import { approveCampaign, archiveCampaign, getCampaign, submitCampaign } from '#modules/city/campaigns';
import { aCampaign } from '#modules/city/campaigns/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { addDays } from '#shared/dates';
import { campaignWords } from '#web/features/campaigns/parts/campaign-words.server.ts';
import { TEST_NOW, useTestDb } from '../../../../tests/support/test-db.ts';
import { postChoices } from './compose-view.server.ts';

const t = useTestDb();
const TODAY = TEST_NOW.slice(0, 10);
const libraries = { kota: 0, turi: 0 };
let planner: Ctx;
let head: Ctx;

/** Who writes posts at one library, and may do these things there besides. */
const writer = (...more: string[]): Ctx =>
  t.ctx({ grants: [{ libraryId: libraries.turi, permissions: ['news.edit', ...more] }] });
const wordsOf = async (ctx: Ctx, libraryIds: readonly number[]): Promise<string[]> =>
  (await campaignWords(ctx, libraryIds)).map(({ value }) => value);

async function somebody(username: string, permission: string): Promise<Ctx> {
  const { id, fullName } = await makeAccount(t, { username });
  return t.ctx({ id, name: fullName, grants: [{ libraryId: null, permissions: [permission] }] });
}

/** A campaign that a second person has approved. */
async function anApproved(code: string, input: Parameters<typeof aCampaign>[1] = {}): Promise<number> {
  const { id } = await aCampaign(t, { code, name: `Nama ${code}`, ...input });
  await submitCampaign(planner, id, 1);
  await approveCampaign(head, id, 2);
  return id;
}

beforeAll(async () => {
  libraries.kota = (await aLibrary(t.ctx())).id;
  libraries.turi = (await aLibrary(t.ctx(), 'KEL-TURI')).id;
  planner = await somebody('perencana', 'campaigns.manage');
  head = await somebody('kepala', 'campaigns.approve');
  await anApproved('berjalan', { fromOn: addDays(TODAY, -5) });
  await anApproved('hari-terakhir', { fromOn: addDays(TODAY, -4), untilOn: TODAY });
  await anApproved('di-turi', { libraryId: libraries.turi });
  await anApproved('di-kota', { libraryId: libraries.kota });
  await anApproved('nanti', { fromOn: addDays(TODAY, 20), untilOn: addDays(TODAY, 25) });
  await anApproved('kemarin', { fromOn: addDays(TODAY, -9), untilOn: addDays(TODAY, -1) });
  const away = await anApproved('disimpan');
  await archiveCampaign(t.ctx(), away, (await getCampaign(t.ctx(), away)).version);
  await aCampaign(t, { code: 'konsep', libraryId: libraries.turi, fromOn: addDays(TODAY, 1) });
});

test('whoever writes a post is offered campaigns that run or are to come, of its library and of the network, by name', async () => {
  const { campaigns } = await postChoices(writer(), libraries.turi);
  expect(campaigns).toEqual([
    { value: 'berjalan', label: 'Nama berjalan' },
    { value: 'hari-terakhir', label: 'Nama hari-terakhir' },
    { value: 'di-turi', label: 'Nama di-turi' },
    { value: 'nanti', label: 'Nama nanti' },
  ]);
});

test('what nobody has approved is offered to those who may read it', async () => {
  const turi = [libraries.turi];
  expect(await wordsOf(writer(), turi)).not.toContain('konsep');
  expect(await wordsOf(writer('campaigns.manage'), turi)).toContain('konsep');
  expect(await wordsOf(writer('campaigns.manage'), [libraries.kota])).not.toContain('konsep');
});

test('where the library is still to be chosen the name says whose a campaign is', async () => {
  const labels = new Map(
    (await campaignWords(writer(), [libraries.kota, libraries.turi])).map(({ value, label }) => [value, label]),
  );
  expect(labels.get('berjalan')).toBe('Nama berjalan');
  expect(labels.get('di-turi')).toBe('Nama di-turi (Perpustakaan KEL-TURI)');
  expect(labels.get('di-kota')).toBe('Nama di-kota (Perpustakaan KOTA)');
});
