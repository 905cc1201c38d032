import { expect, test } from 'vitest';
import { choosePartner } from './choose-partner.ts';
import { codeOf, codesIn, filingAddress, filingMark, withoutCodes, withoutMark } from './filing-code.ts';
import { forwardedHead } from './forwarded.ts';

const CODE = codeOf(new Uint8Array(32).fill(7));
const OWN = ['perpus@kota.example'];

test('a secret address and a secret mark are found in any letters, of our mailbox alone', () => {
  const address = filingAddress('perpus@kota.example', CODE);
  expect(CODE).toMatch(/^[a-z2-9]{12}$/);
  expect(codesIn({ addresses: [address.toUpperCase()], subject: '' }, OWN)).toEqual([CODE]);
  expect(codesIn({ addresses: [address.replace('kota', 'lain')], subject: '' }, OWN)).toEqual([]);
  expect(codesIn({ addresses: ['perpus@kota.example'], subject: `Fwd: ${filingMark(CODE)} Naskah` }, OWN)).toEqual([
    CODE,
  ]);
  expect(codesIn({ addresses: ['perpus+mitra-pendek@kota.example'], subject: '[mitra]' }, OWN)).toEqual([]);
  expect(withoutMark(`Fwd: ${filingMark(CODE).toUpperCase()} Naskah`)).toBe('Fwd: Naskah');
});

test('of secret codes nothing is left, in whatever letters and however often', () => {
  const mark = filingMark(CODE);
  expect(withoutMark(`Fwd: ${mark} Re: ${mark}${mark.toUpperCase()} Naskah ${mark}`)).toBe('Fwd: Re: Naskah');
  const head = `Subject: ${mark} Naskah\nCc: <${filingAddress('perpus@kota.example', CODE).toUpperCase()}>`;
  expect(withoutCodes(head)).toBe('Subject: [mitra] Naskah\nCc: <PERPUS@KOTA.EXAMPLE>');
  expect(withoutCodes('[mitra lama] a+mitra-b@c.example')).toBe('[mitra lama] a+mitra-b@c.example');
});

test.for([
  [
    'From: Sri Lestari <Sri@Batik.example>\nDate: 30 Nov 2026\nSubject: Naskah\nTo: Dewi <dewi@kota.example>',
    'Sri Lestari',
  ],
  [
    'Halo\n\n-------- Pesan terusan --------\nDari: "Sri Lestari" <sri@batik.example>\nKepada: dewi@kota.example, a@b.example',
    'Sri Lestari',
  ],
  ['> *From:* Sri Lestari [mailto:sri@batik.example]\n> *Sent:* Monday\n> *To:* Dewi', 'Sri Lestari'],
  ['Dari: sri@batik.example', ''],
] as const)('who wrote a mail that was sent on as text: %j', ([text, name]) => {
  expect(forwardedHead(text).from).toEqual([{ address: 'sri@batik.example', name }]);
});

test('to whom it was written stands in the same head, and in none that comes later', () => {
  const text = `Dari: a@b.example\nKepada: c@d.example\nTembusan: E <e@f.example>${'\n'.repeat(20)}To: jauh@x.example`;
  expect(forwardedHead(text).to.map(({ address }) => address)).toEqual(['c@d.example', 'e@f.example']);
});

test('a text without such a head names nobody, however long', () => {
  expect(forwardedHead(`Dari jauh kami datang.\n${'a@b.example '.repeat(20_000)}`)).toEqual({ from: [], to: [] });
  expect(forwardedHead(`Dari: ${'x'.repeat(200_000)}@b.example`)).toEqual({ from: [], to: [] });
});

test('one partner is the one; of several the one who wrote; else nobody', () => {
  const hits = [
    { partnerId: 1, address: 'a@b.example' },
    { partnerId: 2, address: 'c@d.example' },
  ];
  expect(choosePartner(hits.slice(0, 1), [])).toBe(1);
  expect(choosePartner(hits, ['c@d.example'])).toBe(2);
  expect(choosePartner(hits, [])).toBeNull();
  expect(choosePartner([...hits, { partnerId: 1, address: 'c@d.example' }], ['c@d.example'])).toBeNull();
  expect(choosePartner([], ['a@b.example'])).toBeNull();
});
