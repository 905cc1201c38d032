import { expect, test } from 'vitest';
import { onTheMap } from '#web/kit/frame/staff/on-the-map.ts';
import { noteVisit, readHabits } from '#web/kit/frame/staff/staff-habits.server.ts';
import { isOfLibrary, isRuled } from '#web/kit/frame/staff/ruled-by.server.ts';
import { standing } from '#web/kit/frame/staff/staff-map.ts';
import { staffMenu } from '#web/kit/frame/staff/staff-menu.server.ts';

/** A browser that keeps what it is given. */
function browser(kept: Record<string, string> = {}) {
  return {
    get: (name: string) => kept[name],
    set(name: string, value: string) {
      kept[name] = value;
    },
  };
}
const url = new URL('http://perpustakaan.test/staf');
const map = staffMenu(onTheMap, new Map());
function visit(cookies: ReturnType<typeof browser>, href: string, account = 1): void {
  const at = standing(map, href);
  if (at) noteVisit({ cookies, url }, account, at);
}
const entry = (cookies: ReturnType<typeof browser>, key: string, open = onTheMap, account = 1): string | undefined =>
  staffMenu(open, new Map(), readHabits(cookies, account).tabs).find((workplace) => workplace.key === key)?.href;

test('an entry of the rail leads to the tab that was used last in its workplace, at first to the one that stands first', () => {
  const cookies = browser();
  expect(entry(cookies, 'desk')).toBe('/staf/sirkulasi');
  visit(cookies, '/staf/kas');
  visit(cookies, '/staf/tajuk/17');
  visit(cookies, '/staf/profil');
  expect(entry(cookies, 'desk')).toBe('/staf/kas');
  expect(entry(cookies, 'collection')).toBe('/staf/katalog');
  visit(cookies, '/staf/terlambat');
  expect(entry(cookies, 'desk')).toBe('/staf/terlambat');
  // another account in the same browser begins anew
  expect(entry(cookies, 'desk', onTheMap, 2)).toBe('/staf/sirkulasi');
});

test('a tab that may not be opened any more is not led to', () => {
  const cookies = browser();
  visit(cookies, '/staf/kas');
  const open = onTheMap.filter(({ href }) => href !== '/staf/kas');
  expect(entry(cookies, 'desk', open)).toBe('/staf/sirkulasi');
});

test('the last pages are kept, the newest first and each once, and never whose page it was', () => {
  const cookies = browser();
  for (const href of ['/staf/kas', '/staf/surat', '/staf/anggota/3572001', '/staf/kas', '/staf/tautan', '/staf/loker'])
    visit(cookies, href);
  expect(readHabits(cookies, 1).pages).toEqual(['/staf/loker', '/staf/tautan', '/staf/kas', '/staf/anggota']);
  expect(cookies.get('lumbung_jejak_1')).not.toContain('3572001');
});

test.each(['', ',', 'desk/nothing,/etc/passwd', '\0', 'x'.repeat(200_000), '//elsewhere.test', 'desk/cash'.repeat(50)])(
  'a cookie that somebody wrote themselves leads nowhere (%#)',
  (value) => {
    const cookies = browser({ lumbung_jejak_1: value });
    expect(readHabits(cookies, 1)).toEqual({ tabs: [], pages: [] });
    visit(cookies, '/staf/kas');
    expect(cookies.get('lumbung_jejak_1')).toBe('desk/cash,/staf/kas');
  },
);

test.each([
  ['/staf', true, true],
  ['/staf/kas', true, true],
  ['/staf/anggota/3572001', true, true],
  // new copies come to the library where one works
  ['/staf/katalog/baru', true, true],
  ['/staf/katalog/tumpuk', true, true],
  // a copy of a record is of a library, its record of all
  ['/staf/katalog/17', false, true],
  ['/staf/tajuk', false, false],
  ['/staf/pengaturan', false, false],
  ['/staf/mulai', false, false],
  ['/staf/profil', false, false],
])('whether a library rules %s: its window %s, its forms %s', (here, ruled, ofLibrary) => {
  expect([isRuled(here, standing(map, here)), isOfLibrary(here, standing(map, here))]).toEqual([ruled, ofLibrary]);
});
