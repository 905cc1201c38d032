import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { composeMail } from './compose-mail.ts';
import { hostOf, mailingId, markOf, readId } from './mailing-id.ts';
import { nextAfter, waitUntil } from './pace.ts';
import { mailDelay, serverDelay } from './retry.ts';

const mac = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest();

test('a message id is read by every key there ever was, and by no other', () => {
  const id = mailingId({ mailingId: 12, deliveryId: 345 }, markOf(mac('old')('12.345')), 'perpus.example.org');
  expect(id).toMatch(/^surat\.12\.345\.[a-z2-7]{8}@perpus\.example\.org$/);
  const both = (text: string) => [mac('new')(text), mac('old')(text)];
  expect(readId(` <${id}> `, both)).toEqual({ mailingId: 12, deliveryId: 345 });
  expect(readId(id, (text) => [mac('new')(text)])).toBeNull();
  expect(readId(id.replace('345', '346'), both)).toBeNull();
  for (const other of ['', 'surat', 'a1@lumbung', `${id} x`, '<surat.1.2@a>', `surat.${'9'.repeat(30)}.1.aaaaaaaa@a`])
    expect(readId(other, both)).toBeNull();
});

test('the host of the sender, written with or without a name', () => {
  expect(hostOf('Perpustakaan Kota <perpus@Kota.example.org>')).toBe('kota.example.org');
  expect(hostOf('perpus@kota.example.org')).toBe('kota.example.org');
  expect(hostOf('perpus')).toBe('localhost');
});

test('the addresses of a reader stand where the text says, in HTML as HTML', () => {
  const text = {
    subject: 'Kabar',
    html: '<a href="%UNSUBSCRIBE%">x</a> %PREFERENCES%',
    text: '%UNSUBSCRIBE% %UNSUBSCRIBE%',
  };
  const out = { unsubscribeUrl: 'https://a.id/$&?a="1"&b=2', preferencesUrl: 'https://a.id/atur' };
  expect(composeMail(text, out)).toEqual({
    subject: 'Kabar',
    html: '<a href="https://a.id/$&amp;?a=&quot;1&quot;&amp;b=2">x</a> https://a.id/atur',
    text: `${out.unsubscribeUrl} ${out.unsubscribeUrl}`,
  });
});

test('the pace makes up for a moment, never for an hour, and a clock that went back holds nothing', () => {
  const now = new Date('2026-12-01T10:00:00Z');
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  expect(nextAfter(now, now, 60)).toEqual(at(1));
  expect(nextAfter(at(-2), now, 60)).toEqual(at(-1));
  expect(nextAfter(at(-3600), now, 60)).toEqual(at(-4));
  expect(waitUntil(at(3), now)).toBe(3000);
  expect(waitUntil(at(-3), now)).toBe(0);
  expect(waitUntil(at(86_400), now)).toBe(0);
});

test('pauses grow, and stop growing', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((nth) => mailDelay(nth) / 60_000);
  expect(minutes).toEqual([1, 5, 15, 60, 180, 360, 720, 720, 720]);
  expect([1, 2, 6, 7, 1000].map((nth) => serverDelay(nth) / 60_000)).toEqual([0.5, 1, 15, 15, 15]);
});
