import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgePeople, type PersonDescription } from './same-person.ts';

const dimas: PersonDescription = {
  number: '0161234567',
  nik: null,
  name: 'aji dimas',
  birthDate: '2016-03-14',
  school: 'SDN-1',
};
const judged = (a: Partial<PersonDescription>, b: Partial<PersonDescription>) =>
  judgePeople({ ...dimas, ...a }, { ...dimas, ...b });

test('a number is somebody’s only where name and birth date bear it out', () => {
  expect(judged({}, { school: 'SDN-2' })).toBe('same');
  expect(judged({}, { birthDate: null })).toBe('same');
  expect(judged({}, { name: 'aji dimas pratama' })).toBe('same');
  expect(judged({}, { name: 'aji bagus' })).toBe('same');
  expect(judged({}, { name: 'aji bagus', birthDate: null })).toBe('maybe');
  expect(judged({}, { name: 'ayu wulandari', birthDate: '2016-07-01' })).toBe('maybe');
  expect(judged({}, { name: 'ayu wulandari' })).toBe('maybe');
  expect(judged({}, { birthDate: '2015-03-14' })).toBe('maybe');
  expect(judged({ number: 's-1' }, { number: 'S-1' })).toBe('same');
  expect(judged({ nik: 'x' }, { nik: 'y' })).toBe('maybe');
});

test('name and birth date are one child in one school, and perhaps one elsewhere', () => {
  const card = { number: '20261100042' };
  expect(judged({}, card)).toBe('same');
  expect(judged({ number: null }, card)).toBe('same');
  expect(judged({}, { ...card, school: 'PUSAT' })).toBe('maybe');
  expect(judged({}, { number: '0169999999' }), 'two NISN').toBe('maybe');
  expect(judged({}, { ...card, name: 'dimas' })).toBe('maybe');
  expect(judged({}, { ...card, birthDate: null })).toBe('other');
  expect(judged({}, { ...card, name: 'ayu' })).toBe('other');
});

test('a NIK is one person, unless everything else says no', () => {
  const other = { number: null, nik: 'x', school: '' };
  expect(judged({ nik: 'x' }, other)).toBe('same');
  expect(judged({ nik: 'x' }, { ...other, name: 'ayu' })).toBe('maybe');
});

const person: fc.Arbitrary<PersonDescription> = fc.record({
  number: fc.constantFrom(null, '0161234567', '0169999999', 'S-1', 's-1'),
  nik: fc.constantFrom(null, 'x', 'y'),
  name: fc.constantFrom('', 'aji dimas', 'dimas', 'aji bagus', 'ayu'),
  birthDate: fc.constantFrom(null, '2016-03-14', '2016-07-01'),
  school: fc.constantFrom('', 'SDN-1', 'PUSAT'),
});

test('whoever is looked at first, the judgement is the same; everybody is the same as themselves', () => {
  fc.assert(
    fc.property(person, person, (a, b) => judgePeople(a, b) === judgePeople(b, a)),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(person, (a) => judgePeople(a, { ...a }) === 'same'));
});

test('a shared number alone makes nobody the same', () => {
  fc.assert(
    fc.property(person, person, (a, b) => {
      const one = { ...a, number: 'S-1', name: 'aji dimas' };
      const other = { ...b, number: 'S-1', name: 'ayu' };
      expect(judgePeople(one, other)).toBe('maybe');
    }),
  );
});
