import { expect, test } from 'vitest';
import { bookRecord } from '#modules/collection/catalog/testing';
import { compareFields, takeRecord, writeFound } from '#modules/collection/copying';
import { copiedFrom, copiedNote } from '#shared/marc/copied-from';
import { deriveBib } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';

const from = (name: string, marc: MarcRecord): MarcRecord => ({
  ...marc,
  fields: [...marc.fields, copiedNote(name, '2026-11-25', null)],
});
const note = (tag: string, ...texts: string[]) => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: texts.map((value) => ({ code: 'a', value })),
});
const perpusnas = from('Perpusnas', bookRecord({ title: 'Olenka', author: 'Budi Darma', year: 2016 }));
const malangBook = bookRecord({ title: 'Olenka : sebuah novel', author: 'BUDI DARMA', year: 1983, ddc: '899.221' });
const malang = from('Kota Malang', { ...malangBook, fields: [...malangBook.fields, note('520', 'Fanton mengejar.')] });
const take = (picks: object) => takeRecord([perpusnas, malang].map(writeFound), picks);

test('what all say alike is not asked, what one does not say is no difference', () => {
  const rows = compareFields([deriveBib(perpusnas), deriveBib(malang)]);
  expect(rows.map(({ key, agree, best }) => [key, agree, best])).toEqual([
    ['title', false, 0],
    ['author', true, 0],
    ['publication', false, 0],
    ['ddc', true, 1],
    ['summary', true, 1],
  ]);
});

test('without a choice the first says what it knows, and the others what it does not', () => {
  const taken = take({});
  expect(deriveBib(taken)).toMatchObject({ title: 'Olenka', year: 2016, ddc: '899.221', summary: 'Fanton mengejar.' });
  expect(copiedFrom(taken)).toEqual(['Perpusnas', 'Kota Malang']);
  expect(taken.fields.map(({ tag }) => tag)).toEqual(['008', '082', '100', '245', '264', '520', '883', '883']);
});

test('what is chosen comes as the other has it, its year in the fixed field too', () => {
  const taken = take({ title: '1', publication: '1', ddc: '1', summary: '0' });
  expect(deriveBib(taken)).toMatchObject({ title: 'Olenka : sebuah novel', year: 1983 });
  expect(taken.fields.find(({ tag }) => tag === '008')).toMatchObject({
    value: expect.stringMatching(/^261125s1983/) as unknown,
  });
  expect(take({ title: '7', author: 'x', ddc: '-1' })).toEqual(take({}));
});

test('only what was found travels through the form', () => {
  const refused = (...records: string[]) => {
    expect(() => takeRecord(records, {})).toThrow(expect.objectContaining({ code: 'platform.invalid_input' }) as Error);
  };
  refused();
  refused('');
  refused('{');
  refused('[]');
  refused(JSON.stringify({ leader: 'x', fields: [] }));
  refused(writeFound(perpusnas), JSON.stringify({ ...perpusnas, fields: [note('245', 'x\0')] }));
  refused('['.repeat(50_000));
  refused(JSON.stringify({ ...perpusnas, fields: Array.from({ length: 5000 }, () => note('500', 'panjang')) }));
});

test('what is too long for one record is refused while it still can be told, and not lost on the way', () => {
  const long = (name: string, tag: string) =>
    from(name, {
      ...malangBook,
      fields: [...malangBook.fields, ...Array.from({ length: 4 }, (_, n) => note(tag, `${n}${'x'.repeat(8000)}`))],
    });
  const records = [long('Perpusnas', '500'), long('Kota Malang', '650')].map(writeFound);
  expect(() => takeRecord(records, { subjects: '1' })).toThrow('copying.record_too_long');
  expect(takeRecord(records.slice(0, 1), {}).fields.length).toBeGreaterThan(4);
});
