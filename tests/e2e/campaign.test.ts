import { expect, test } from 'vitest';
import { enrol } from '#modules/community/programs';
import { makeAttendance, makeProgram, noteFirstLoans } from '#modules/community/programs/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx, type Ctx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

/** Readers with a card who enrol by the code, and how many of them borrow: enough that both may be told. */
const READERS = 24;
const BORROWERS = 12;
/** A browser in a hand: those that say that they are programs are not counted. */
const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36';
const LIST = '/staf/kabar/kampanye';
let libraryId = 0;
let programId = 0;
let sessionId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  ({ id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota'));
  const program = await makeProgram(ctx, libraryId, { program: { title: 'Kancil dari Kali Lekso' } });
  programId = program.id;
  sessionId = program.sessionIds[0] ?? 0;
  await makeAccount(t, { username: 'humas', fullName: 'Rizki', grants: [{ role: 'outreach', libraryId: null }] });
  await makeAccount(t, { username: 'kepala', fullName: 'Bambang', grants: [{ role: 'head', libraryId: null }] });
  for (let nth = 0; nth < READERS; nth += 1)
    await makeMember(ctx, { number: `R${nth}`, fullName: `Pembaca ${nth}`, homeLibrary: 'KOTA' });
});
const browser = useBrowser();

/** Somebody at the server’s own instant. */
const now = (ctx: Ctx): Ctx => ({ ...ctx, db: app.db, clock: app.clock });
const house = (): Ctx => systemCtx(app.db, app.clock, 'uji');

/** Readers enrol by a code. @returns their enrolments, in order */
async function enrolReaders(code: string): Promise<number[]> {
  const readers = await app.db.selectFrom('member').select(['id', 'number', 'fullName']).orderBy('id').execute();
  const enrolled: number[] = [];
  for (const { id, number, fullName } of readers) {
    const actor = { kind: 'member', id, number, name: fullName, sessionId: id } as const;
    const one = await enrol({ ...now(house()), actor }, { programId, cameBy: code });
    enrolled.push(one.id);
  }
  return enrolled;
}

test(
  'without JavaScript a campaign goes from its draft over a second person, a poster and a scanned code to loans that are counted',
  { timeout: 240_000 },
  async () => {
    const humas = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await signInAsStaff(humas, app.origin, { username: 'humas', next: LIST });
    expect(await humas.textContent('main')).toContain('Belum ada kampanye di sini');
    await humas.click('main a:has-text("Susun kampanye") >> nth=0');
    await humas.fill('[name=name]', 'Dongeng Sekota');
    await humas.fill('[name=goal]', 'Anak dari tiap kelurahan mendengar dongeng.');
    await humas.fill('[name=target]', '40');
    await humas.selectOption('[name=measure]', 'enrolled');
    await humas.fill('[name=fromOn]', '2026-11-20');
    await humas.fill('[name=untilOn]', '2026-11-19');
    await humas.click('main button:has-text("Simpan sebagai draf")');
    // what was typed is kept, and the field says why
    expect(await humas.inputValue('[name=name]')).toBe('Dongeng Sekota');
    expect(await humas.getAttribute('[name=untilOn]', 'aria-invalid')).toBe('true');
    await humas.fill('[name=untilOn]', '2026-11-26');
    await humas.click('main button:has-text("Simpan sebagai draf")');
    await humas.waitForURL(/\/staf\/kabar\/kampanye\/\d+$/);
    const campaign = humas.url();

    // what it promotes is found and added
    await humas.fill('[name=cari]', 'kancil');
    await humas.click('main button:has-text("Cari")');
    await humas.click('main button:has-text("Tambahkan")');
    expect(await humas.textContent('section[aria-labelledby=isi] .list')).toContain('Kancil dari Kali Lekso');

    // whoever submits it does not approve it
    await humas.click('main button:has-text("Ajukan untuk disetujui")');
    expect(await humas.textContent('main')).toContain('menunggu disetujui');
    expect(await humas.locator('button:has-text("Setujui kampanye")').count()).toBe(0);
    const head = await browser.open({ viewport: { width: 390, height: 844 } });
    await signInAsStaff(head, app.origin, { username: 'kepala', next: `${LIST}?tampil=disusun` });
    await expectAccessible(head);
    await head.click('main a:has-text("Dongeng Sekota")');
    await head.waitForSelector('main button:has-text("Setujui kampanye")');
    await expectAccessible(head);
    await head.click('main button:has-text("Setujui kampanye")');
    await head.waitForSelector('main:has-text("Disetujui Bambang")');

    // its poster, with its word filled in
    await humas.goto(campaign);
    await humas.click('main a:has-text("Buat poster")');
    await humas.selectOption('#tentang', String(programId));
    await humas.click('main button:has-text("Pilih ini")');
    expect(await humas.inputValue('[name=campaign]')).toBe('dongeng-sekota');
    // its page draws the poster, which takes a busy machine a while
    await humas.click('main button:has-text("Buat poster ini")', { timeout: 30_000 });
    await humas.waitForURL(/\/staf\/kabar\/poster\/\d+$/);
    await humas.fill('[name=places]', 'Warung Turi');
    await humas.click('main button:has-text("Tambah tempat ini")');
    const [, code = ''] = /\/q\/([a-z2-9]{6})/.exec((await humas.textContent('main table')) ?? '') ?? [];

    // somebody scans it and enrols
    const phone = await browser.open({ javaScriptEnabled: false, userAgent: PHONE });
    await phone.goto(`${app.origin}/q/${code}`);
    await phone.fill('[name=name]', 'Sari');
    await phone.fill('[name=contact]', 'sari@example.org');
    await phone.click('button:has-text("Kirim pendaftaran")');
    await phone.waitForURL(/\/kegiatan\/tiket\//);
    await humas.goto(campaign);
    // one person is nobody who is told of
    const one = await humas.textContent('.corong');
    expect(one).toContain('1 kali tautan dibuka');
    expect(one).not.toContain('mendaftar');

    const enrolled = await enrolReaders(code);
    await app.restartAt('2026-11-26T08:30:00+07:00');
    for (const id of enrolled) await makeAttendance(house(), sessionId, id);
    await app.restartAt('2026-11-27T09:00:00+07:00');
    for (let nth = 0; nth < BORROWERS; nth += 1)
      await makeLoan({ ...house(), libraryId }, { memberNumber: `R${nth}`, libraryId, title: `Dongeng ${nth}` });
    await noteFirstLoans(house());

    // what came of it, and the report that closes it; two days later everybody signs in anew
    const path = campaign.slice(app.origin.length);
    await signInAsStaff(humas, app.origin, { username: 'humas', next: `${path}/laporan` });
    await signInAsStaff(head, app.origin, { username: 'kepala', next: path });
    const way = (await humas.textContent('.corong')) ?? '';
    expect(way).toContain('25 mendaftar lewat tautan');
    expect(way).toContain('24 datang di antaranya');
    expect(way).toContain('sedikitnya 10 pinjaman pertama');
    expect(await humas.textContent('main')).toContain('25 dari 40');
    await humas.fill('[name=worked]', 'Warung lebih laku daripada Instagram.');
    await humas.fill('[name=nextTime]', 'Mulai sebelum libur.');
    await humas.click('main button:has-text("Tutup kampanye dengan laporan ini")');
    expect(await humas.textContent('main')).toContain('Ditulis Rizki');
    const pdf = await humas.request.get(`${campaign}/laporan/pdf`);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    for (const page of [campaign, `${campaign}/laporan`, `${campaign}/ubah`, `${app.origin}${LIST}/baru`]) {
      await head.goto(page);
      await expectAccessible(head);
      expect([page, await head.evaluate('document.documentElement.scrollWidth')]).toEqual([page, 390]);
    }
    await humas.goto(`${app.origin}${LIST}?tampil=selesai`);
    expect(await humas.textContent('main table')).toContain('Dongeng Sekota');
  },
);
