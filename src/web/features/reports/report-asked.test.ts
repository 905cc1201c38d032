import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { dashboardView } from './dashboard-view.server.ts';
import { builtQuery } from './report-query.server.ts';

const t = useTestDb();

test('a kept report of a library that was closed since opens with the figures of that library, not of all', async () => {
  const gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await t.db.updateTable('library').set({ active: false }).where('id', '=', gedog).execute();
  const address = (code: string) => new URL(`https://perpus.example.org/staf/laporan/susun?perpustakaan=${code}`);
  const { query, asked } = await builtQuery(t.ctx(), address('GEDOG'), { kind: 'loan', by: 'month' });
  expect(query.library).toBe('GEDOG');
  expect(asked.libraries.map(({ value }) => value).toSorted()).toEqual(['GEDOG', 'KOTA']);
  expect((await dashboardView(t.ctx(), address('GEDOG'), 'kepala')).libraryName).toBe('Perpustakaan Gedog');
  // otherwise nobody is offered what is closed
  const other = await builtQuery(t.ctx(), address('KOTA'), { kind: 'loan', by: 'month' });
  expect(other.asked.libraries.map(({ value }) => value)).toEqual(['KOTA']);
  const ofKota = t.ctx({ grants: [{ libraryId: gedog + 1, permissions: ['reports.read'] }] });
  expect((await builtQuery(ofKota, address('GEDOG'), { kind: 'loan', by: 'month' })).query.library).toBeUndefined();
});
