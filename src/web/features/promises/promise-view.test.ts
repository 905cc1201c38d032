import { expect, test } from 'vitest';
import type { Performance } from '#modules/city/promises/client';
import { measuredWords, performanceView } from './promise-view.server.ts';

const measured = (from: string, to: string): { performance: Performance } => ({
  performance: {
    ...{ standing: 'kept', percent: 95, target: 90, n: 20, kept: 19, from, to, what: 'Usul buku dijawab' },
    ...{ counted: '20 usul', without: '' },
  },
});
const SUMMER = measured('2026-08-01', '2026-10-31');
const never: { performance: Performance } = {
  performance: {
    ...{ standing: 'unmeasured', percent: null, target: null, n: null, kept: null, from: null, to: null },
    ...{ what: '', counted: '', without: '' },
  },
};

test('promises that were measured at one time say it once; at different times each says its own', () => {
  const once = 'Diukur otomatis dari catatan layanan, 1 Agustus 2026–31 Oktober 2026.';
  expect(measuredWords([never, SUMMER, SUMMER], 'id')).toBe(once);
  expect(measuredWords([never], 'id')).toBe('');
  expect(measuredWords([SUMMER, measured('2026-09-01', '2026-11-30')], 'id')).toBeNull();
  expect(performanceView(SUMMER.performance, 'id').without).toBe('');
  expect(performanceView(SUMMER.performance, 'id', true).without).toBe(once);
  expect(performanceView(never.performance, 'id', true).without).toBe('');
});
