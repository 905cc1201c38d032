import { expect, test } from 'vitest';
import { readSuggested } from './suggested.ts';

const offered = { href: '/staf/kas', label: 'Kas', note: 'Meja' };

test('what the server offers is read as it was said, also what somebody may not do', () => {
  const groups = [{ title: 'Halaman', items: [offered, { ...offered, href: null }] }];
  expect(readSuggested(JSON.parse(JSON.stringify(groups)))).toEqual(groups);
  expect(readSuggested([])).toEqual([]);
});

test.each([
  null,
  'Silakan masuk',
  7,
  { title: 'Halaman', items: [offered] },
  [null, 'x', [offered]],
  [{ title: 7, items: [offered] }],
  [{ title: 'Halaman', items: 'x' }],
  [{ title: 'Halaman', items: [{ ...offered, label: 7 }, { label: 'Kas' }, null] }],
])('an answer of somebody else offers nothing: %o', (said) => {
  expect(readSuggested(said)).toEqual([]);
});

test.each(['//elsewhere.test', '/\\elsewhere.test', 'https://elsewhere.test', 'javascript:alert(1)', ''])(
  'nobody is led out of the house: “%s”',
  (href) => {
    expect(readSuggested([{ title: 'Halaman', items: [{ ...offered, href }, offered] }])).toEqual([
      { title: 'Halaman', items: [offered] },
    ]);
  },
);
