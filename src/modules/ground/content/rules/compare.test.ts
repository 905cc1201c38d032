import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from './blocks.ts';
import { compareWritings, wordsOfBlock, type WordChange } from './compare.ts';
import { anyBlock } from './testing/any-blocks.ts';

const text = (words: string): Block => ({ kind: 'text', spans: [{ text: words }] });
const heading = (words: string): Block => ({ kind: 'heading', level: 2, text: words });
const told = (before: Block[], after: Block[]) =>
  compareWritings(before, after).map(({ change, words }) => [
    change,
    words.map((word) => `${{ same: '', added: '+', removed: '-' }[word.change]}${word.text}`),
  ]);

test('a word that was changed is shown within its block, and what stayed stays', () => {
  expect(
    told(
      [heading('Jam buka'), text('Kami buka hari Senin pukul sembilan.')],
      [heading('Jam buka'), text('Kami buka hari Selasa pukul sembilan.')],
    ),
  ).toEqual([
    ['same', ['Jam buka']],
    ['changed', ['Kami buka hari ', '-Senin', '+Selasa', ' pukul sembilan.']],
  ]);
});

test('another file under the same words is seen to be another', () => {
  const file = (fileId: number): Block => ({ kind: 'file', fileId, label: 'Formulir' });
  expect(told([file(1)], [file(2)])).toEqual([['changed', ['Formulir #', '-1', '+2']]]);
});

test('blocks come, go and move', () => {
  const [a, b, c] = [text('Alinea pertama tentang buku'), text('Sesuatu yang lain sekali'), text('Penutup dan salam')];
  expect(told([a, b], [a, c, b])).toEqual([
    ['same', ['Alinea pertama tentang buku']],
    ['added', ['+Penutup dan salam']],
    ['same', ['Sesuatu yang lain sekali']],
  ]);
  expect(told([a, b, c], [a, c]).map(([change]) => change)).toEqual(['same', 'removed', 'same']);
  expect(told([a, b, c], [c, a, b]).map(([change]) => change)).toEqual(['moved', 'same', 'same']);
  // of another kind it is another block
  expect(told([text('Jam buka')], [heading('Jam buka')]).map(([change]) => change)).toEqual(['removed', 'added']);
});

test('a block of which only a mark, a link or the picture changed is changed, with all its words', () => {
  expect(told([text('Jam buka')], [{ kind: 'text', spans: [{ text: 'Jam buka', bold: true }] }])).toEqual([
    ['changed', ['Jam buka']],
  ]);
  const picture = (alt: string): Block => ({ kind: 'picture', pictureId: 7, alt, caption: '' });
  expect(told([picture('')], [picture('Rak buku')])).toEqual([['changed', ['+Rak buku']]]);
});

test('in what order a database keeps the parts of a block changes nothing', () => {
  const kept: Block = { spans: [{ href: '/a', text: 'Jam buka' }], kind: 'text' };
  expect(told([kept], [{ kind: 'text', spans: [{ text: 'Jam buka', href: '/a' }] }])).toEqual([['same', ['Jam buka']]]);
});

test('a block with more words than are compared goes and comes whole', () => {
  const long = (last: string) => text(`${'kata '.repeat(3999)}${last}`);
  expect(compareWritings([long('satu')], [long('dua')])[0]?.words).toHaveLength(3);
  const longer = (last: string) => text(`${'kata '.repeat(4000)}${last}`);
  expect(compareWritings([longer('satu')], [longer('dua')])[0]).toMatchObject({
    change: 'changed',
    words: [{ change: 'removed' }, { change: 'added' }],
  });
});

test('of both writings every block and every word is told once', () => {
  const sides = (words: WordChange[], left: WordChange['change']) =>
    words
      .filter(({ change }) => change !== left)
      .map((word) => word.text)
      .join('');
  fc.assert(
    fc.property(
      fc.array(anyBlock, { maxLength: 8 }),
      fc.array(anyBlock, { maxLength: 8 }),
      fc.nat(8),
      (before, more, at) => {
        // some of the blocks stay, in another order
        const after = [...before.slice(at), ...more, ...before.slice(0, at)];
        const changes = compareWritings(before, after);
        expect(changes.flatMap((change) => change.after ?? [])).toEqual(after);
        expect(changes.filter((change) => change.before)).toHaveLength(before.length);
        for (const change of changes) {
          if (change.before) expect(sides(change.words, 'added')).toBe(wordsOfBlock(change.before));
          if (change.after) expect(sides(change.words, 'removed')).toBe(wordsOfBlock(change.after));
        }
      },
    ),
  );
});

test('the longest of writings are compared', () => {
  const of = (seed: number) =>
    Array.from({ length: 300 }, (_, i) =>
      text(Array.from({ length: 3000 }, (_, k) => `k${(i * 31 + k * seed) % 977}`).join(' ')),
    );
  expect(compareWritings(of(7), of(11)).length).toBeGreaterThanOrEqual(300);
});

test('of a recording and of a formula it is told what changed in them', () => {
  const video = (label: string, words: string): Block => ({
    ...{ kind: 'video', fileId: 4, label },
    spans: [{ text: words }],
  });
  const [of, tex] = compareWritings(
    [video('Dongeng', 'satu'), { kind: 'formula', tex: 'a + b', alt: '' }],
    [video('Cerita', 'dua'), { kind: 'formula', tex: 'a + c', alt: '' }],
  );
  expect([of?.change, tex?.change]).toEqual(['changed', 'changed']);
  expect(tex?.words.filter(({ change }) => change === 'added').map(({ text }) => text)).toEqual(['c']);
});
