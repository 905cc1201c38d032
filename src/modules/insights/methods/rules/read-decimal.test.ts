import { expect, test } from 'vitest';
import { findPack, inputOf } from './packs/index.ts';
import { readValue } from './read-decimal.ts';

const asked = (pack: string, code: string) => {
  const found = findPack(pack);
  const input = found && inputOf(found, code);
  if (!input) throw new Error(`${pack} asks for no ${code}`);
  return input;
};
const ratio = asked('iplm-2021', 'uplm2');
const visits = asked('ktak-2024', 'visits');
const score = asked('tgm-2020', 'tgm_fm');

test.each([
  [visits, '1.250', '1250'],
  [visits, ' 1,250 ', '1250'],
  [visits, 1250, '1250'],
  [visits, '007', '7'],
  [visits, '12.0', '12.0'],
  [ratio, '2,269653', '2.269653'],
  [ratio, '2.269653', '2.269653'],
  [ratio, '0.015', '0.015'],
  [ratio, '0,015', '0.015'],
  [ratio, 1.125, '1.125'],
  [score, '59,5', '59.5'],
  [score, '100', '100'],
] as const)('%#: what a librarian types is read as it was meant: %s %s', (input, typed, value) => {
  expect(readValue(input, typed)).toEqual({ value });
});

test.each([
  [visits, '', 'number_needed'],
  [visits, '-3', 'number_needed'],
  [visits, -3, 'number_needed'],
  [visits, Number.NaN, 'number_needed'],
  [visits, Number.POSITIVE_INFINITY, 'number_needed'],
  [visits, 1e21, 'number_needed'],
  [visits, '1e3', 'number_needed'],
  [visits, 'banyak', 'number_needed'],
  [visits, '12,5', 'whole_number'],
  [visits, '999.999.999.999', 'too_much'],
  [visits, '1234567890123', 'number_needed'],
  // thousandths or thousands: a ratio a thousand times too great would go to Jakarta unseen
  [ratio, '2.036', 'thousand_or_comma'],
  [ratio, '2,036', 'thousand_or_comma'],
  [ratio, '0,0000001', 'number_needed'],
  [score, '59,125', 'too_much'],
  [score, '59,1234', 'too_exact'],
  [score, '100,01', 'too_much'],
  [asked('iplm-2021', 'meets_standard'), '2', 'too_much'],
] as const)('%#: %s %s is refused: %s', (input, typed, fault) => {
  expect(readValue(input, typed)).toEqual({ fault });
});
