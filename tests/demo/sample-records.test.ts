import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { deriveBib } from '#shared/marc/derive';
import { readIso2709 } from '#shared/marc/iso2709/iso2709-read';
import { validateBib } from '#shared/marc/validate';
import { isControlField, isDataField } from '#shared/marc/record';
import type { MarcDataField, MarcRecord } from '#shared/marc/record';
import { encodeRecords } from '../../db/demo/records/encode-records.ts';
import { demoFile, records, sources } from './sample-city.ts';

const control = (record: MarcRecord, tag: string): string =>
  record.fields.filter(isControlField).find((field) => field.tag === tag)?.value ?? '';
const data = (record: MarcRecord, tag: string): MarcDataField[] =>
  record.fields.filter(isDataField).filter((field) => field.tag === tag);
const value = (field: MarcDataField | undefined, code: string): string =>
  field?.subfields.find((subfield) => subfield.code === code)?.value ?? '';
const byTitle = (title: string, author = ''): MarcRecord => {
  const found = records.bibs.find((bib) => {
    const field = data(bib, '245')[0];
    return value(field, 'a').replace(/ [/:]$/, '') === title && value(field, 'c').includes(author);
  });
  if (!found) throw new Error(`No bib ${title}`);
  return found;
};
const authority = (heading: string): MarcRecord => {
  const found = records.authorities.find((record) =>
    record.fields.filter(isDataField).some((field) => field.tag.startsWith('1') && value(field, 'a') === heading),
  );
  if (!found) throw new Error(`No authority ${heading}`);
  return found;
};
const variants = (record: MarcRecord): string[] =>
  record.fields
    .filter(isDataField)
    .filter((field) => field.tag.startsWith('4'))
    .map((field) => value(field, 'a').replace(/,$/, ''));

describe('the sample catalogue', () => {
  test('holds more than 1,200 titles, each with leader, 008, title and control number of its own', () => {
    expect(records.bibs.length).toBeGreaterThanOrEqual(1200);
    expect(new Set(records.bibs.map((bib) => control(bib, '001'))).size).toBe(records.bibs.length);
    for (const bib of records.bibs) {
      expect(bib.leader).toHaveLength(24);
      expect(control(bib, '008')).toHaveLength(40);
      expect(value(data(bib, '245')[0], 'a')).not.toBe('');
      expect(data(bib, '336')).toHaveLength(1);
    }
  });

  test('gives only ISBNs with a right check digit, each once', () => {
    const isbns = records.bibs.flatMap((bib) => data(bib, '020').map((field) => value(field, 'a')));
    expect(isbns.length).toBeGreaterThan(900);
    expect(new Set(isbns).size).toBe(isbns.length);
    for (const isbn of isbns) {
      const sum = [...isbn].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
      expect(isbn).toMatch(/^\d{13}$/);
      expect(sum % 10).toBe(0);
    }
  });

  test('leaves an unsure year and publisher empty', () => {
    const bib = byTitle('Siti Nurbaya');
    expect(control(bib, '008').slice(6, 15)).toBe('nuuuuuuuu');
    expect(value(data(bib, '264')[0], 'c')).toBe('');
    const unknown = byTitle('Serat Kalatidha');
    expect(data(unknown, '264')).toHaveLength(0);
  });

  test('enters Indonesian authors under their first name, marga and foreign names under the family name', () => {
    expect(value(data(byTitle('Kubah'), '100')[0], 'a')).toBe('Ahmad Tohari,');
    expect(value(data(byTitle('Harimau! Harimau!'), '100')[0], 'a')).toBe('Lubis, Mochtar,');
    expect(value(data(byTitle('Animal Farm'), '100')[0], 'a')).toBe('Orwell, George,');
    expect(value(data(byTitle('Bukan Milik Kami'), '100')[0], 'a')).toBe('Syamsul Arifin');
  });

  test('old and new spelling of an author lead to one authority, the title page keeps its own', () => {
    const old = byTitle('Sitti Noerbaja');
    const modern = byTitle('Siti Nurbaya');
    expect(value(data(old, '100')[0], '0')).toBe(value(data(modern, '100')[0], '0'));
    expect(value(data(old, '245')[0], 'c')).toBe('Marah Roesli');
    expect(variants(authority('Marah Rusli,'))).toContain('Marah Roesli');
    expect(variants(authority('Sukarno,'))).toEqual(expect.arrayContaining(['Soekarno', 'Bung Karno']));
  });

  test('every link of a bib leads to an authority with the same heading', () => {
    const headings = new Map(
      records.authorities.map((record) => {
        const field = record.fields.filter(isDataField).find(({ tag }) => tag.startsWith('1'));
        return [`(ID-LUMBUNG)${control(record, '001')}`, value(field, 'a').replace(/,$/, '')];
      }),
    );
    const links = records.bibs.flatMap((bib) =>
      bib.fields.filter(isDataField).filter((field) => value(field, '0') !== ''),
    );
    expect(links.length).toBeGreaterThan(2500);
    for (const field of links) {
      expect(headings.get(value(field, '0')), JSON.stringify(field)).toBe(value(field, 'a').replace(/(,| ;)$/, ''));
    }
  });

  test('has at least 150 names, 120 subjects and some series, with broader and related subjects that exist', () => {
    const count = (tags: string[]) =>
      records.authorities.filter((r) => r.fields.some(({ tag }) => tags.includes(tag))).length;
    expect(count(['100', '110'])).toBeGreaterThanOrEqual(150);
    expect(count(['150', '151'])).toBeGreaterThanOrEqual(120);
    expect(count(['130'])).toBeGreaterThanOrEqual(20);
    const headings = new Set(sources.subjects.map((subject) => subject.heading));
    for (const subject of sources.subjects) {
      for (const term of [...subject.broader, ...subject.related]) expect(headings, subject.heading).toContain(term);
    }
  });

  test('skips the article when filing', () => {
    expect(data(byTitle('Si Doel Anak Betawi'), '245')[0]?.ind2).toBe('3');
    expect(data(byTitle('The Religion of Java'), '245')[0]?.ind2).toBe('4');
    expect(data(byTitle('A History of Modern Indonesia'), '245')[0]?.ind2).toBe('2');
    expect(data(byTitle('Anak Semua Bangsa'), '245')[0]?.ind2).toBe('0');
  });

  test('the files in the repository are what the lists give', () => {
    expect(Buffer.compare(readFileSync(demoFile('bibs.mrc')), encodeRecords(records.bibs))).toBe(0);
    expect(Buffer.compare(readFileSync(demoFile('authorities.mrc')), encodeRecords(records.authorities))).toBe(0);
  });

  test('are read back without a warning, valid, with title, material and audience as the facts say', async () => {
    const read = readIso2709(Readable.from([encodeRecords(records.bibs)]));
    let position = 0;
    for await (const result of read) {
      const fact = sources.facts[position++];
      if (!result.record || !fact) throw new Error(`Record ${position} was not read`);
      const derived = deriveBib(result.record);
      expect(result.warnings).toEqual([]);
      expect(validateBib(result.record), fact.title).toEqual([]);
      expect(derived.title).toBe(fact.title.replace(/\.$/, ''));
      expect(derived.publisher ?? '').toBe(fact.publisher);
      expect(derived.isbns).toEqual(fact.isbn13 === '' ? [] : [fact.isbn13]);
      expect(derived.materialKind === 'terbitan_berkala').toBe(fact.material === 'terbitan berkala');
    }
    expect(position).toBe(sources.facts.length);
  });
});
