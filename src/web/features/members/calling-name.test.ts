import { expect, test } from 'vitest';
import { callingName } from './parts/calling-name.ts';

test.each([
  ['Drs. Sugeng Hariadi', 'Sugeng'],
  ['Dr. Hj. Siti Aminah, M.Pd.', 'Siti'],
  ['H Bambang', 'Bambang'],
  ['M. Quraish Shihab', 'Quraish'],
  ['Sukarno', 'Sukarno'],
  ['Prof.', 'Prof.'],
  ['  Ayu  Lestari ', 'Ayu'],
])('%s is greeted as %s', (fullName, name) => {
  expect(callingName(fullName)).toBe(name);
});
