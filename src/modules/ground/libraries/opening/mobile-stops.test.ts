import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { addDays } from '#shared/dates';
import {
  addClosedDay,
  addMobileStop,
  calendarsOf,
  createLibrary,
  deactivateLibrary,
  listMobileStops,
  mobileVisits,
  nextVisits,
  removeMobileStop,
  replaceOpeningHours,
  restoreVisit,
  skipVisit,
  type Library,
} from '../index.ts';
import { fallsOn, visitsBetween } from '../rules/mobile-visits.ts';

const t = useTestDb();
let puskel: Library;
beforeAll(async () => {
  puskel = await createLibrary(t.ctx(), { code: 'PUSKEL', name: 'Perpustakaan Keliling', type: 'keliling' });
});
beforeEach(() => t.clock.set(TEST_NOW));

const gedog = { place: 'Balai Kelurahan Gedog', opensMinute: 540, closesMinute: 660 };

describe('the route of a mobile library', () => {
  test('tells where it comes next, in the order of days and hours; a called off visit says why and can take place after all', async () => {
    // Friday, every second week
    const friday = await addMobileStop(t.ctx(), puskel.id, { ...gedog, firstOn: '2026-11-27', everyWeeks: 2 });
    const school = { place: 'SDN Turi', firstOn: '2026-11-27', opensMinute: 480, closesMinute: 530 };
    await addMobileStop(t.ctx(), puskel.id, { ...school, lastOn: '2026-12-04' });
    const seen = async () =>
      (await nextVisits(t.ctx({ kind: 'anonymous' }), puskel.id, 28)).map(({ on, place, skipped }) => [
        on,
        place,
        skipped,
      ]);
    expect(await seen()).toEqual([
      ['2026-11-27', 'SDN Turi', null],
      ['2026-11-27', gedog.place, null],
      ['2026-12-04', 'SDN Turi', null],
      ['2026-12-11', gedog.place, null],
    ]);
    await expect(skipVisit(t.ctx(), friday, { on: '2026-12-04', reason: 'Servis' })).rejects.toMatchObject({
      fields: { on: 'no_visit' },
    });
    await skipVisit(t.ctx(), friday, { on: '2026-12-11', reason: 'Servis kendaraan' });
    expect((await seen()).at(-1)).toEqual(['2026-12-11', gedog.place, 'Servis kendaraan']);
    await restoreVisit(t.ctx(), friday, '2026-12-11');
    expect((await seen()).at(-1)).toEqual(['2026-12-11', gedog.place, null]);
    // a day on which the library is closed needs no word of its own
    await addClosedDay(t.ctx(), {
      libraryId: puskel.id,
      dateFrom: '2026-12-11',
      dateTo: '2026-12-11',
      type: 'penutupan',
      reason: 'Rapat dinas',
    });
    expect((await seen()).at(-1)).toEqual(['2026-12-11', gedog.place, 'Rapat dinas']);
    await removeMobileStop(t.ctx(), friday);
    expect((await listMobileStops(t.ctx(), puskel.id)).map((stop) => stop.place)).toEqual(['SDN Turi']);
    await expect(removeMobileStop(t.ctx(), friday)).rejects.toMatchObject({ code: 'libraries.stop_not_found' });
  });

  test('a day of every week on which it is closed counts until hours say themselves when it is open', async () => {
    const third = await createLibrary(t.ctx(), { code: 'PUSKEL-3', name: 'Mobil Pintar', type: 'keliling' });
    const wednesday = { firstOn: '2026-11-25', opensMinute: 480, closesMinute: 530 };
    await addMobileStop(t.ctx(), third.id, { place: 'Alun-alun', ...wednesday });
    const day = { libraryId: third.id, type: 'penutupan' as const, reason: 'Libur mingguan', weekly: true };
    await addClosedDay(t.ctx(), { ...day, dateFrom: '2026-11-04', dateTo: '2026-11-04' });
    const seen = async () => {
      const next = await nextVisits(t.ctx({ kind: 'anonymous' }), third.id, 7);
      const all = await mobileVisits(t.ctx(), await calendarsOf(t.db, null, '2026-11-24', '2026-12-31'), 7);
      const skipped = (visits: typeof next | undefined) => visits?.map((visit) => visit.skipped);
      return [skipped(next), skipped(all.get(third.id))];
    };
    expect(await seen()).toEqual([['Libur mingguan'], ['Libur mingguan']]);
    const openingHours = [{ weekday: 3, opensMinute: 480, closesMinute: 900 }];
    await replaceOpeningHours(t.ctx(), third.id, third.version, openingHours);
    expect(await seen()).toEqual([[null], [null]]);
  });

  test('all routes of the network are told at once, closed days of a library taken away, closed libraries left out', async () => {
    const second = await createLibrary(t.ctx(), { code: 'PUSKEL-2', name: 'Motor Baca', type: 'keliling' });
    await addMobileStop(t.ctx(), second.id, {
      place: 'Pasar Legi',
      firstOn: '2026-11-25',
      opensMinute: 480,
      closesMinute: 530,
    });
    await addClosedDay(t.ctx(), {
      libraryId: second.id,
      dateFrom: '2026-12-02',
      dateTo: '2026-12-02',
      type: 'penutupan',
      reason: 'Servis',
    });
    const routes = async () => {
      const calendars = await calendarsOf(t.db, null, '2026-11-24', '2026-12-31');
      const visits = await mobileVisits(t.ctx({ kind: 'anonymous' }), calendars, 14);
      return visits.get(second.id)?.map(({ on, place, skipped }) => [on, place, skipped]);
    };
    expect(await routes()).toEqual([
      ['2026-11-25', 'Pasar Legi', null],
      ['2026-12-02', 'Pasar Legi', 'Servis'],
    ]);
    await deactivateLibrary(t.ctx(), second.id, second.version);
    expect(await routes()).toBeUndefined();
  });

  test('only those who look after the library change it; hours and days are in order', async () => {
    const other = t.ctx({ grants: [{ libraryId: puskel.id + 1, permissions: ['libraries.manage'] }] });
    await expect(addMobileStop(other, puskel.id, { ...gedog, firstOn: '2026-11-27' })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    const wrong = { ...gedog, firstOn: '2026-11-27', closesMinute: 500, lastOn: '2026-11-01' };
    await expect(addMobileStop(t.ctx(), puskel.id, wrong)).rejects.toMatchObject({
      fields: { closesMinute: 'before_start', lastOn: 'before_start' },
    });
  });
});

test('whatever the rule: visits of a stop lie whole weeks apart, never before the first nor after the last', () => {
  const stops = fc.record({
    id: fc.constant(1),
    firstOn: fc.integer({ min: -60, max: 60 }).map((days) => addDays('2026-11-25', days)),
    everyWeeks: fc.integer({ min: 1, max: 12 }),
    lastOn: fc.option(fc.integer({ min: 60, max: 200 }).map((days) => addDays('2026-11-25', days))),
    opensMinute: fc.integer({ min: 0, max: 1439 }),
    skips: fc.constant([]),
  });
  fc.assert(
    fc.property(stops, (stop) => {
      const visits = visitsBetween([stop], { from: '2026-11-25', days: 150, closed: [] });
      for (const [i, { on }] of visits.entries()) {
        expect(fallsOn(stop, on)).toBe(true);
        expect(on >= stop.firstOn && (stop.lastOn === null || on <= stop.lastOn)).toBe(true);
        const before = visits[i - 1];
        if (before) expect(on).toBe(addDays(before.on, 7 * stop.everyWeeks));
      }
    }),
  );
});
