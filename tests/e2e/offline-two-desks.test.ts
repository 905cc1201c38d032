import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { usePhone } from '../support/browser.ts';
import { enrolDesk, openOffline, PASSPHRASE, scan, waits } from '../support/offline-desk.ts';
import { useApp } from '../support/start-app.ts';

/** Each desk has readers of its own; of each first ten books of one shelf both desks hold a copy record, and both lend it. */
const READERS = Array.from({ length: 20 }, (_none, i) => i + 1);
const SHARED = READERS.slice(0, 10);
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const copy = async (barcode: string) => makeCopy(ctx, { barcode, title: `Buku ${barcode}`, libraryId: kota.id });
  for (const desk of ['P', 'Q'])
    for (const i of READERS) {
      const member = { number: `${desk}${i}`, fullName: `Pembaca ${desk}${i}`, homeLibrary: 'KOTA', category: 'guru' };
      await makeMember(ctx, member);
      for (const shelf of ['X', 'Y']) await copy(`${desk}${shelf}${i}`);
    }
  for (const i of SHARED) await copy(`SAMA${i}`);
});
const phone = usePhone();
const DESK = { viewport: { width: 1280, height: 900 } };

/** 40 own books lent and 10 that the other desk lends too. */
async function lend(page: Page, desk: string): Promise<void> {
  for (const i of READERS) {
    await scan(page, `${desk}${i}`, `Pindai buku untuk Pembaca ${desk}`);
    for (const shelf of ['X', 'Y']) await scan(page, `${desk}${shelf}${i}`, 'Tercatat: kembali');
    if (SHARED.includes(i)) await scan(page, `SAMA${i}`, 'Tercatat: kembali');
  }
}

/** 30 of the own books come back, and 20 readers are counted. */
async function takeBackAndCount(page: Page, desk: string): Promise<void> {
  await page.keyboard.press('F3');
  for (const i of READERS) await scan(page, `${desk}X${i}`, 'Tercatat kembali');
  for (const i of SHARED) await scan(page, `${desk}Y${i}`, 'Tercatat kembali');
  // an answer may be that to the book before: the last is written down before hands go to another key
  await waits(page, 80);
  await page.keyboard.press('F4');
  for (const i of READERS) await scan(page, `${desk}${i}`, 'Kunjungan tercatat');
}

test(
  'two desks write 100 acts each without a network; back on it, all 200 are in the books once, and ten are decided by a person',
  { timeout: 240_000 },
  async () => {
    const front = await phone.open(DESK);
    let van = await phone.open(DESK);
    await enrolDesk(front, app.origin, 'Meja depan');
    await enrolDesk(van, app.origin, 'Laptop keliling');
    for (const page of [front, van]) {
      await page.context().setOffline(true);
      await openOffline(page, app.origin);
    }
    await Promise.all([lend(front, 'P'), lend(van, 'Q')]);
    await Promise.all([waits(front, 50), waits(van, 50)]);
    // on the way the battery of the laptop is empty
    van = await phone.pullPlug(van);
    await van.context().setOffline(true);
    await openOffline(van, app.origin);
    await Promise.all([takeBackAndCount(front, 'P'), takeBackAndCount(van, 'Q')]);
    await Promise.all([waits(front, 100), waits(van, 100)]);
    expect(await app.db.selectFrom('deskAct').select('id').execute()).toEqual([]);

    await Promise.all([front, van].map(async (page) => page.context().setOffline(false)));
    for (const page of [front, van]) {
      // a device that has been started again is opened first
      if (await page.isVisible('#passphrase')) await page.fill('#passphrase', PASSPHRASE);
      await page.waitForSelector('.note:has-text("terkirim")', { timeout: 60_000 });
      await waits(page, 0);
    }
    const acts = await app.db.selectFrom('deskAct').select(['nonce', 'kind', 'outcome', 'errorCode']).execute();
    const count = (kind: string, outcome: string) =>
      acts.filter((act) => act.kind === kind && act.outcome === outcome).length;
    expect(new Set(acts.map(({ nonce }) => nonce)).size).toBe(200);
    expect({
      lent: count('lend', 'done'),
      back: count('return', 'done'),
      visits: count('visit', 'done'),
      refused: acts
        .filter(({ outcome }) => outcome === 'conflict')
        .map(({ kind, errorCode }) => `${kind} ${errorCode}`),
    }).toEqual({
      lent: 90,
      back: 60,
      visits: 40,
      refused: SHARED.map(() => 'lend circulation.on_loan_to_other'),
    });
    const loans = await app.db.selectFrom('loan').select('status').execute();
    expect([loans.length, loans.filter(({ status }) => status === 'open').length]).toEqual([90, 30]);
    expect(await app.db.selectFrom('visit').select('id').execute()).toHaveLength(40);
  },
);
