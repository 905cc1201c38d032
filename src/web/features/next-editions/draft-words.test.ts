import { expect, test } from 'vitest';
import type { Reason } from '#modules/community/next-editions/client';
import { reasonInWords } from './draft-words.server.ts';

const stalled = (plans: number): Reason => ({
  ...{ kind: 'stalled', plans, of: 21 },
  ...{ terms: [{ term: 'dana', count: plans }], quotes: ['Dana dari kelurahan kami belum turun'] },
});

test('what was drafted before few plans were only counted quotes nobody today either', () => {
  for (const locale of ['id', 'en'] as const) {
    expect(reasonInWords(stalled(1), locale)).not.toMatch(/dana/i);
    expect(reasonInWords(stalled(5), locale)).toContain('Dana dari kelurahan kami');
  }
});
