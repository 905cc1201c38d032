import { expect, test } from 'vitest';
import { weighLikes, type LikeTitle } from './weigh-likes.ts';

const like = (title: string, ddc: string | null, ...authors: string[]): LikeTitle => ({ title, ddc, authors });

test('what the same author is classed in weighs more than what shares words, whichever way the name is written', () => {
  const likes = [
    like('Sejarah Blitar', '959.822', 'Anonim'),
    like('Sejarah Jawa', '959.822', 'Lain'),
    like('Bumi Manusia', '899.221', 'Toer, Pramoedya Ananta, 1925-2006'),
  ];
  const found = weighLikes(likes, { author: 'Pramoedya Ananta Toer', most: 3 });
  expect(found).toEqual([
    { ddc: '899.221', count: 1, sameAuthor: true, example: 'Bumi Manusia' },
    { ddc: '959.822', count: 2, sameAuthor: false, example: 'Sejarah Blitar' },
  ]);
});

test('titles without a class suggest none, and no more are named than asked for', () => {
  expect(weighLikes([like('Tanpa kelas', null)], { author: '', most: 3 })).toEqual([]);
  const many = [like('A', '100'), like('B', '200'), like('C', '300')];
  expect(weighLikes(many, { author: '', most: 2 }).map(({ ddc }) => ddc)).toEqual(['100', '200']);
});
