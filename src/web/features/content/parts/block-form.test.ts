import { expect, test } from 'vitest';
import { pairOf, stateOf } from './block-form.server.ts';
import type { Block } from '#modules/ground/content/client';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
/** What the form of a part shows in both languages, as it is sent when nothing was typed. */
const formOf = (body: Block, english: Block | null) => {
  const block = { id: 1, body, english, version: 0, changedAt: t.clock.now(), changedBy: 'Dewi', inHandOf: null };
  const { values, english: said } = stateOf(block, { zone: 'Asia/Jakarta', ctx: t.ctx() });
  return { kind: body.kind, ...values, ...said };
};
const gallery = (...alts: string[]): Block => ({
  kind: 'gallery',
  pictures: alts.map((alt, i) => ({ pictureId: i + 7, alt, caption: '' })),
});

test('every part is sent as it was shown, in both languages', () => {
  const spans = [{ text: 'Halo', bold: true as const }, { text: ' semua' }];
  const pairs: [Block, Block | null][] = [
    [gallery('Rak', 'Meja'), gallery('A shelf', 'A table')],
    [gallery('Rak', 'Meja'), null],
    [
      { kind: 'picture', pictureId: 3, alt: 'Rak', caption: 'Foto' },
      { kind: 'picture', pictureId: 3, alt: 'A shelf', caption: '' },
    ],
    [
      { kind: 'file', fileId: 3, label: 'Formulir' },
      { kind: 'file', fileId: 3, label: 'Form' },
    ],
    [
      { kind: 'video', fileId: 3, label: 'Tur', spans },
      { kind: 'video', fileId: 3, label: 'Tour', spans: [{ text: 'Hello' }] },
    ],
    [{ kind: 'audio', fileId: 3, label: 'Dongeng', spans }, null],
    [
      { kind: 'formula', tex: 'E = mc^2', alt: 'E sama dengan m c kuadrat' },
      { kind: 'formula', tex: 'E = mc^2', alt: 'E equals m c squared' },
    ],
  ];
  for (const [body, english] of pairs) expect(pairOf(formOf(body, english))).toEqual({ body, english });
});

test('a picture that leaves a gallery leaves it in both languages, and the Indonesian side alone says nothing of the other', () => {
  const form = formOf(gallery('Rak', 'Meja'), gallery('A shelf', 'A table'));
  expect(pairOf({ ...form, pictureId0: '' })).toEqual({
    body: { kind: 'gallery', pictures: [{ pictureId: 8, alt: 'Meja', caption: '' }] },
    english: { kind: 'gallery', pictures: [{ pictureId: 8, alt: 'A table', caption: '' }] },
  });
  const grown = { ...form, pictureId2: '9', alt2: 'Kursi', caption2: 'Baru' };
  expect(pairOf(grown).english).toMatchObject({ pictures: [{}, {}, { pictureId: 9, alt: '', caption: '' }] });
  const alone = Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('en_')));
  expect(pairOf(alone)).toEqual({ body: gallery('Rak', 'Meja') });
});
