import { expect, test } from 'vitest';
import { HEARD_FROM, type HeardFrom } from './answers.ts';
import { tellAnswers } from './tell-answers.ts';

const counts = (of: Partial<Record<HeardFrom, number>>) => new Map(HEARD_FROM.map((one) => [one, of[one] ?? 0]));

test('nine people who were asked are told of nobody', () => {
  expect(tellAnswers(counts({ poster: 5, friend: 4 }))).toEqual({ total: null, answers: [], others: null });
});

test('what few said stands together', () => {
  expect(tellAnswers(counts({ poster: 30, friend: 12, school: 6, media: 5 }))).toEqual({
    total: 53,
    answers: [
      { answer: 'poster', count: 30 },
      { answer: 'friend', count: 12 },
    ],
    others: 11,
  });
});

test('one single answer cannot be reckoned from the rest', () => {
  expect(tellAnswers(counts({ poster: 30, friend: 12, media: 1 }))).toEqual({
    total: 43,
    answers: [{ answer: 'poster', count: 30 }],
    others: 13,
  });
});
