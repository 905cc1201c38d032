import type { Cookies } from '@sveltejs/kit';
import { beforeEach, expect, test } from 'vitest';
import {
  forgetLearnerKey,
  holdsPupilKey,
  keepLearnerKey,
  keepPupilKey,
  learnerOf,
  leavePupilKey,
} from './learner-key.server.ts';

const HERE = new URL('https://perpustakaan.example/kelas/masuk');
let jar = new Map<string, string>();
const cookies: Cookies = {
  get: (name) => jar.get(name),
  getAll: () => [...jar].map(([name, value]) => ({ name, value })),
  set: (name, value) => void jar.set(name, value),
  delete: (name) => void jar.delete(name),
  serialize: () => '',
  parse: () => {
    throw new Error('nobody reads a cookie of an answer here');
  },
};
const leave = (): void => {
  leavePupilKey(cookies, HERE, holdsPupilKey(cookies));
};
const comeIn = (key: string): void => {
  keepPupilKey(cookies, HERE, { key, own: holdsPupilKey(cookies) ? null : learnerOf(cookies).key });
};
/** A school day later: the browser has let go of what a pupil was given. */
const nextDay = (): void => {
  for (const name of ['lumbung_belajar', 'lumbung_belajar_murid']) jar.delete(name);
};

beforeEach(() => {
  jar = new Map();
});

test('a pupil leaves once, twice or a day late: the browser keeps what it learnt itself', () => {
  keepLearnerKey(cookies, HERE, 'sendiri');
  comeIn('adinda');
  expect(learnerOf(cookies).key).toBe('adinda');
  leave();
  expect(learnerOf(cookies).key).toBe('sendiri');
  leave();
  expect(learnerOf(cookies).key).toBe('sendiri');
  comeIn('adinda');
  nextDay();
  leave();
  leave();
  expect([...jar]).toEqual([['lumbung_belajar', 'sendiri']]);
});

test('a browser of which nobody learnt by themselves knows nobody after a pupil', () => {
  comeIn('adinda');
  leave();
  expect(jar.size).toBe(0);
  leave();
  expect(jar.size).toBe(0);
});

test('however many pupils come in after one another, also over a key that opens nothing any more, the own one is given back', () => {
  keepLearnerKey(cookies, HERE, 'sendiri');
  comeIn('adinda');
  // her PIN is new: her old key is that of nobody
  comeIn('bagas');
  keepPupilKey(cookies, HERE, { key: 'citra', own: 'bukan-sendiri' });
  leave();
  expect(learnerOf(cookies).key).toBe('sendiri');
  jar = new Map();
  comeIn('adinda');
  comeIn('bagas');
  leave();
  expect(jar.size).toBe(0);
});

test('whoever forgets what they did here is forgotten, and a pupil gives the browser back', () => {
  keepLearnerKey(cookies, HERE, 'sendiri');
  comeIn('adinda');
  forgetLearnerKey(cookies, HERE);
  expect(learnerOf(cookies).key).toBe('sendiri');
  forgetLearnerKey(cookies, HERE);
  expect(jar.size).toBe(0);
});
