import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localMinute } from '#shared/dates';
import { chooseChannels, isWanted, NO_PREFERENCES, preferenceKey, type Reach } from './choose-channels.ts';
import { composeMessage } from './compose-message.ts';
import { clickToSend, internationalPhone } from '#shared/phone-number';
import { pickScoped } from './pick-scoped.ts';
import { frame as frameKind } from '../outbox/frame.ts';
import { checkText, placeholdersOf } from './placeholders.ts';
import { afterQuietHours, isQuiet } from './quiet-hours.ts';
import { retryDelay } from './retry-delay.ts';
import { toHtml } from './to-html.ts';
import { channels, topicGroups } from './channels.ts';

/** A kind that tells of titles. */
const titles = (pressing = 0) => ({ placeholders: ['judul'], needed: null, pressing });
const frame = { subject: '{jumlah} kabar', body: 'Halo {nama},\n\n{isi}\n\n{perpustakaan}' };
const common = { nama: 'Dimas', perpustakaan: 'Perpustakaan Kota' };

test('a line about one book is repeated for each book, the lines around it are not', () => {
  const text = { subject: '{jumlah} buku', body: 'Kembalikan:\n- {judul}\nTerima kasih, {nama}.' };
  const part = { kind: titles(), text, items: [{ judul: 'Laskar Pelangi' }, { judul: 'Bumi Manusia' }] };
  expect(composeMessage([part], frame, common)).toEqual({
    subject: '2 buku',
    body: 'Halo Dimas,\n\nKembalikan:\n- Laskar Pelangi\n- Bumi Manusia\nTerima kasih, Dimas.\n\nPerpustakaan Kota',
  });
});

test('one message for all there is to tell, the most pressing first', () => {
  const message = composeMessage(
    [
      { kind: titles(1), text: { subject: 'b', body: 'besok: {judul}' }, items: [{ judul: 'A' }] },
      {
        kind: titles(6),
        text: { subject: 'o', body: 'terlambat: {judul}' },
        items: [{ judul: 'B' }, { judul: 'C' }],
      },
    ],
    frame,
    common,
  );
  expect(message.subject).toBe('3 kabar');
  expect(message.body).toContain('terlambat: B\nterlambat: C\n\nbesok: A');
});

test('a title that looks like a placeholder stays a title, and no line end gets into a subject', () => {
  const text = { subject: '{judul}', body: '{judul}' };
  const message = composeMessage([{ kind: titles(), text, items: [{ judul: '{nama}\r\nBcc: x@y.z' }] }], frame, common);
  expect(message.subject).toBe('{nama} Bcc: x@y.z');
  expect(message.body).toContain('{nama}');
});

test('an unknown placeholder and a missing one are found', () => {
  expect(checkText(titles(), { subject: '{judull}', body: '{judul} {batas_ambil}' }).unknown).toEqual([
    'judull',
    'batas_ambil',
  ]);
  expect(checkText(frameKind, { subject: 'x', body: 'Halo {nama}' }).missing).toBe('isi');
  expect(placeholdersOf(titles())).toEqual(expect.arrayContaining(['judul', 'nama', 'tautan']));
});

test('quiet hours over midnight and within a day', () => {
  const night = { fromMinute: 1200, toMinute: 420 };
  expect([1199, 1200, 0, 419, 420].map((minute) => isQuiet(minute, night))).toEqual([false, true, true, true, false]);
  const noon = { fromMinute: 720, toMinute: 780 };
  expect([719, 720, 779, 780].map((minute) => isQuiet(minute, noon))).toEqual([false, true, true, false]);
  expect(isQuiet(600, { fromMinute: 600, toMinute: 600 })).toBe(false);
});

test('whatever the hour, the zone and the quiet hours: never earlier, never in quiet, never more than a day later', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'),
      fc.record({ fromMinute: fc.integer({ min: 0, max: 1439 }), toMinute: fc.integer({ min: 0, max: 1439 }) }),
      (instant, zone, quiet) => {
        const at = afterQuietHours(instant, zone, quiet);
        expect(at.getTime()).toBeGreaterThanOrEqual(instant.getTime());
        expect(at.getTime() - instant.getTime()).toBeLessThanOrEqual(86_400_000);
        expect(isQuiet(localMinute(at, zone), quiet)).toBe(false);
      },
    ),
  );
});

test('attempts are further and further apart, and never sooner than the carrier asks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 200_000 }), (attempts, asked) => {
      expect(retryDelay(attempts + 1, asked)).toBeGreaterThanOrEqual(retryDelay(attempts, asked));
      expect(retryDelay(attempts, asked)).toBeGreaterThanOrEqual(Math.min(asked, 86_400) * 1000);
      expect(retryDelay(attempts, asked)).toBeLessThanOrEqual(86_400_000);
    }),
  );
});

const reachable = (over: Partial<Record<keyof Reach, Reach['email']>> = {}): Reach => {
  const no = { open: true, address: false };
  return { email: no, push: no, whatsapp: no, telegram: no, ...over };
};
const yes = { open: true, address: true };

test('WhatsApp needs a yes; e-mail does not', () => {
  const reach = reachable({ email: yes, whatsapp: yes });
  const ask = (choices = new Map<string, boolean>(), reminders: 'given' | 'withdrawn' | null = null) =>
    chooseChannels('loans', { preferences: { ...NO_PREFERENCES, choices, reminders }, reach, hasPhone: true });
  expect(ask()).toEqual(['email']);
  expect(ask(new Map([[preferenceKey('loans', 'whatsapp'), true]]))).toEqual(['email', 'whatsapp']);
  expect(ask(new Map([[preferenceKey('holds', 'whatsapp'), true]]))).toEqual(['email']);
  expect(ask(new Map(), 'given')).toEqual(['email', 'whatsapp']);
  expect(ask(new Map([[preferenceKey('loans', 'whatsapp'), false]]), 'given')).toEqual(['email']);
});

test('who took back the consent to reminders gets none; news goes only to who said yes to it', () => {
  const reach = reachable({ email: yes });
  const ask = (group: 'loans' | 'holds' | 'news', more: object) =>
    chooseChannels(group, { preferences: { ...NO_PREFERENCES, ...more }, reach, hasPhone: true });
  expect(ask('loans', { reminders: 'withdrawn' })).toEqual([]);
  expect(ask('holds', { reminders: 'withdrawn' })).toEqual(['email']);
  expect(ask('news', {})).toEqual([]);
  expect(ask('news', { news: true })).toEqual(['email']);
});

test('the phone of a librarian stands in where nothing else reaches, but never for who wants to hear nothing', () => {
  const nothing = { preferences: NO_PREFERENCES, reach: reachable(), hasPhone: true };
  expect(chooseChannels('loans', nothing)).toEqual(['phone']);
  expect(chooseChannels('news', nothing)).toEqual([]);
  expect(chooseChannels('loans', { ...nothing, hasPhone: false })).toEqual([]);
  const silent = new Map(topicGroups.flatMap((group) => channels.map((one) => [preferenceKey(group, one), false])));
  expect(chooseChannels('loans', { ...nothing, preferences: { ...NO_PREFERENCES, choices: silent } })).toEqual([]);
});

test('nobody is told on a channel they do not want, on one that is closed, or twice on the same', () => {
  const flag = fc.record({ open: fc.boolean(), address: fc.boolean() });
  fc.assert(
    fc.property(
      fc.constantFrom(...topicGroups),
      fc.record({ email: flag, push: flag, whatsapp: flag, telegram: flag }),
      fc.array(fc.tuple(fc.constantFrom(...topicGroups), fc.constantFrom(...channels), fc.boolean())),
      fc.boolean(),
      fc.constantFrom('given', 'withdrawn', null),
      fc.boolean(),
      (group, reach, choices, hasPhone, reminders, news) => {
        const made = new Map(choices.map(([one, channel, wanted]) => [preferenceKey(one, channel), wanted]));
        const preferences = { choices: made, reminders, news };
        const chosen = chooseChannels(group, { preferences, reach, hasPhone });
        expect(new Set(chosen).size).toBe(chosen.length);
        for (const channel of chosen) {
          if (channel === 'phone') {
            expect(hasPhone && channels.some((one) => isWanted(preferences, group, one))).toBe(true);
          } else {
            expect(reach[channel]).toEqual(yes);
            expect(isWanted(preferences, group, channel)).toBe(true);
          }
        }
      },
    ),
  );
});

test('phone numbers as Indonesians write them', () => {
  for (const text of ['0812-3456-7890', '+62 812 3456 7890', '62812 34567890', '(0812) 3456 7890']) {
    expect(internationalPhone(text), text).toBe('+6281234567890');
  }
  expect(internationalPhone('12345')).toBeNull();
  expect(internationalPhone(null)).toBeNull();
  expect(clickToSend('+6281234567890', 'Halo & salam')).toBe('https://wa.me/6281234567890?text=Halo%20%26%20salam');
});

test('the text of a library goes before the network’s, that of library and category before both', () => {
  const rows = [
    { libraryId: null, categoryId: null, name: 'network' },
    { libraryId: null, categoryId: 5, name: 'category' },
    { libraryId: 2, categoryId: null, name: 'library' },
    { libraryId: 2, categoryId: 5, name: 'both' },
  ];
  const pick = (libraryId: number, categoryId: number) => pickScoped(rows, { libraryId, categoryId })?.name;
  expect([pick(2, 5), pick(2, 9), pick(8, 5), pick(8, 9)]).toEqual(['both', 'library', 'category', 'network']);
  expect(pickScoped([], { libraryId: 1, categoryId: 1 })).toBeNull();
});

test('a text becomes a page: lists, links, nothing that could be markup', () => {
  const html = toHtml('A & B', 'Halo <b>,\n\nIni:\n- satu\n- dua\n\nhttps://perpus.example.org/akun.', 'id');
  expect(html).toContain('<p>Halo &lt;b&gt;,</p>');
  expect(html).toContain('<p>Ini:</p><ul><li>satu</li><li>dua</li></ul>');
  expect(html).toContain('<a href="https://perpus.example.org/akun">https://perpus.example.org/akun</a>.');
});
