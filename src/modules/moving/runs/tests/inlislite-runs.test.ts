import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../../../entrypoints/personal-data.ts';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { inlisliteDump, member } from '../../../../../tests/support/inlislite-dump.ts';
import { smallDump } from '../../slims/tests/small-dump.ts';
import { canDecide, decideConflict } from '../decide-conflict.ts';
import { minutesPdf } from '../minutes-pdf.ts';
import { startTrial } from '../start-run.ts';
import { getRun, listSaid } from '../view-runs.ts';
import { fatesIn, useRunsHouse } from './runs-house.ts';

/** A library whose old system is INLISLite, at the page of moving in; another system's rows stand beside. */
const { t, services, workOff, moveIn, confirm, report } = useRunsHouse();
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});

const dumpOf = (phone: string): string =>
  [
    ...inlisliteDump({
      ...{ style: 'inlislite', titles: 3, dirty: [] },
      changed: {
        members: [member(1, 'AG-0001', 'Uji Satu', { NoHp: phone }), member(2, 'AG-0002', 'Uji Dua', { NoHp: phone })],
      },
    }),
  ].join('');
async function uploadAs(system: 'slims' | 'inlislite', content: string, fines?: 'open'): Promise<number> {
  const { key, sizeBytes } = await t.storage.put('slims', Buffer.from(content));
  const dump = { name: 'cadangan.sql', key, bytes: sizeBytes };
  return startTrial(t.ctx(), services.config, { system, fines }, dump, idleJobs);
}
async function moveInAs(content: string) {
  const trial = await uploadAs('inlislite', content);
  await workOff(trial);
  return workOff(await confirm(trial));
}

test('a dump is tried and moved in, with what was chosen for it, and the minutes name the system', async () => {
  const trial = await uploadAs('inlislite', dumpOf('081200000001'), 'open');
  expect(await workOff(trial)).toMatchObject({
    system: 'inlislite',
    fines: 'open',
    dryRun: true,
    state: 'done',
    canGoOn: true,
  });
  const moved = await workOff(await confirm(trial));
  expect(moved).toMatchObject({ system: 'inlislite', fines: 'open', dryRun: false, state: 'done', addsUp: true });
  expect(fatesIn(moved, 'catalogs')).toEqual([3, 3, 0, 0, 0]);
  const { fileName } = await minutesPdf(t.ctx(), { root: process.cwd() }, moved.id);
  expect(fileName).toBe(`berita-acara-pindah-inlislite-${moved.id}.pdf`);
});

test('a SLiMS of the same library beside it is another: neither sees the rows of the other, nor decides for it', async () => {
  const slims = await moveIn(smallDump());
  expect(fatesIn(slims, 'biblio').slice(4)).toEqual([0]);
  const again = await moveInAs(dumpOf('081200000001'));
  expect(fatesIn(again, 'catalogs')).toEqual([3, 0, 0, 0, 3]);
  expect(await canDecide(t.ctx(), await getRun(t.ctx(), slims.id))).toBe(true);
  expect(await canDecide(t.ctx(), await getRun(t.ctx(), again.id))).toBe(true);
});

test('the dump of the other system fails with a sentence that names it', async () => {
  const wrong = await workOff(await uploadAs('inlislite', smallDump()));
  expect(wrong).toMatchObject({ state: 'failed', errorCode: 'slims.is_slims' });
  expect(wrong.error).toContain('SLiMS');
  const other = await workOff(await uploadAs('slims', dumpOf('081200000001')));
  expect(other).toMatchObject({ state: 'failed', errorCode: 'slims.is_inlislite' });
});

test('a change on both sides is decided at its line, and a member who is erased leaves no number in a report', async () => {
  await t.db
    .updateTable('member')
    .set((eb) => ({ fullName: 'Kami', version: eb('version', '+', 1) }))
    .where('number', '=', 'AG-0001')
    .execute();
  const { id } = await moveInAs(dumpOf('081200000002'));
  const [line, ...others] = await listSaid(t.ctx(), id, { about: 'conflict', afterId: 0, limit: 10 });
  expect(others).toEqual([]);
  expect(line).toMatchObject({ key: 'MemberNo=AG-0001', isDecidable: true });
  await decideConflict(t.ctx(), id, line?.id ?? 0, { decision: 'slims', before: null });
  const later = await moveInAs(dumpOf('081200000002'));
  expect(later).toMatchObject({ updated: 1, conflicts: 0 });
  expect((await report(later.id)).join('\n')).toContain('AG-0001');
  await eraseByNumber(t.ctx(), personalData, 'AG-0001');
  expect((await report(later.id)).join('\n')).not.toContain('AG-0001');
  expect((await report(id)).join('\n')).not.toContain('AG-0001');
  // and does not come again
  const last = await moveInAs(dumpOf('081200000002'));
  expect(fatesIn(last, 'members')).toEqual([2, 0, 0, 0, 2]);
});
