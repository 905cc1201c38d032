import { expect, test } from 'vitest';
import { copiedFrom, copiedNote } from './copied-from.ts';

test('a record names the catalogues it was copied from, each once, and no other provenance', () => {
  const machine = { ...copiedNote('Mesin', '2026-11-25', null), subfields: [{ code: 'q', value: 'Mesin' }] };
  const fields = [
    copiedNote('Perpusnas', '2026-11-25', '(JKPNPNA)7'),
    machine,
    copiedNote('Perpusnas', '2026-11-26', null),
  ];
  expect(copiedFrom({ leader: '', fields })).toEqual(['Perpusnas']);
  expect(fields[0]).toEqual({
    tag: '883',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      { code: 'a', value: 'disalin' },
      { code: 'd', value: '20261125' },
      { code: 'q', value: 'Perpusnas' },
      { code: 'w', value: '(JKPNPNA)7' },
    ],
  });
});
