import { expect, test } from 'vitest';
import { refusedAtFields } from './collection-form.server.ts';

test('what is wrong with one of several names is told at the field into which all of them are typed', () => {
  const fields = { 'rule.ddc.0': 'Periksa lagi', 'rule.subjects.3': 'Terlalu panjang', 'rule.yearTo': 'Tidak sah' };
  expect(refusedAtFields({ message: 'Belum', fields, values: { title: 'Ikan' } })).toEqual({
    message: 'Belum',
    values: { title: 'Ikan' },
    fields: { 'rule.ddc': 'Periksa lagi', 'rule.subjects': 'Terlalu panjang', 'rule.yearTo': 'Tidak sah' },
  });
});
