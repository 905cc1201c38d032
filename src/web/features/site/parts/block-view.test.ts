import { expect, test } from 'vitest';
import type { Block } from '#modules/ground/content/client';
import { blockViews } from './block-view.server.ts';

const nothing = { pictures: new Map(), files: new Map(), embeds: new Map() };
const viewsOf = (blocks: readonly Block[]) =>
  blockViews(
    blocks.map((block) => ({ block, language: 'id' as const })),
    nothing,
    'id',
  );

test('readers are told of a file that was removed for good, by the name that it had there', () => {
  const views = viewsOf([{ kind: 'file', fileId: 7, label: 'Formulir 2019' }]);
  expect(views).toMatchObject([{ kind: 'gone', label: expect.stringContaining('Formulir 2019') as string }]);
});

test('a page draws so many formulas; those that follow are shown as they were typed', () => {
  const tex = Array.from({ length: 60 }, (_, i) => `x_{${i}}`).join('+');
  const views = viewsOf(Array.from({ length: 60 }, () => ({ kind: 'formula' as const, tex, alt: 'jumlah' })));
  expect(views).toHaveLength(60);
  expect(views[0]?.kind).toBe('formula');
  expect(views.at(-1)).toMatchObject({ kind: 'text', spans: [{ text: tex }] });
});

test('only a formula that may be wider than its page is reached by the keyboard', () => {
  const long = Array.from({ length: 20 }, () => 'a^2').join('+');
  const views = viewsOf(['E = mc^2', long].map((tex) => ({ kind: 'formula', tex, alt: '' })));
  expect(views.map((view) => view.kind === 'formula' && view.isLong)).toEqual([false, true]);
});
