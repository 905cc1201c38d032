import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { sql } from 'kysely';
import { signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(undefined, undefined, { demo: true });
const browser = useBrowser();
const password = 'lumbung-contoh';

async function shot(page: Page, path: string, name: string, sizes: [number, 'light' | 'dark'][] = [[390, 'light'], [1280, 'dark']]) {
  try {
    await page.goto(app.origin + path, { waitUntil: 'networkidle' });
    for (const [w, scheme] of sizes) {
      await page.setViewportSize({ width: w, height: w === 390 ? 844 : 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(100);
      await page.screenshot({ path: `/tmp/shots2/${name}-${w}-${scheme}.png`, fullPage: true });
    }
  } catch (e) { console.log('FAILED', name, String(e).slice(0, 300)); }
}
const one = async (q: string): Promise<Record<string, string>> => (await sql<Record<string, string>>`${sql.raw(q)}`.execute(app.db)).rows[0] ?? {};

test('look', async () => {
  const open = await browser.open();
  const prog = await one(`select slug, id from program where state = 'published' order by id desc limit 1`).catch(() => ({}) as Record<string, string>);
  const enr = await one(`select ticket from program_enrolment where status in ('confirmed','waitlisted') order by id desc limit 1`);
  await shot(open, '/', 'home');
  await shot(open, '/katalog?q=' + encodeURIComponent('cara budidaya ikan koi'), 'partial');
  await shot(open, '/katalog?q=' + encodeURIComponent('xqzv wpkk'), 'nothing');
  await shot(open, '/katalog?q=sukarno', 'results');
  await shot(open, '/ruang', 'rooms');
  await shot(open, '/perpustakaan', 'libraries');
  await shot(open, '/masuk', 'signin');
  await shot(open, '/daftar', 'register');
  await shot(open, '/kegiatan/' + prog.slug, 'programme');
  await shot(open, '/kegiatan/tiket/' + enr.ticket, 'ticket');
  await shot(open, '/api/v1/docs', 'docs');
  await shot(open, '/api/v1/docs?tag=libraries', 'docs-tag', [[1280, 'light']]);
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { password });
  await shot(staff, '/staf/aturan', 'rules');
  await shot(staff, '/staf/sirkulasi/baca-di-tempat', 'reading');
  await shot(staff, '/staf/sirkulasi', 'desk');
  await shot(staff, '/staf/kegiatan/' + prog.id, 'staff-programme');
  await shot(staff, '/staf/kegiatan/' + prog.id + '/peserta', 'participants');
  await shot(staff, '/staf/surat', 'letters');
  await shot(staff, '/staf/pengaturan', 'settings');
  await shot(staff, '/staf/duplikat', 'duplicates');
  const members = JSON.parse(readFileSync('db/demo/members.json', 'utf8')) as { pin: string };
  const member = await one(`select m.number from member m join loan l on l.member_id = m.id where l.status = 'open' and m.kind = 'person' and m.birth_date < '2000-01-01' group by m.number order by count(*) desc limit 1`);
  const reader = await browser.open();
  await reader.goto(`${app.origin}/masuk`);
  await reader.fill('[name=number]', member.number ?? '');
  await reader.fill('[name=pin]', members.pin);
  await reader.click('form[action$="?/anggota"] button, form:has([name=pin]) button');
  await reader.waitForTimeout(2500);
  await shot(reader, '/akun', 'account');
}, 400_000);
