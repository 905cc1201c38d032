import { expect, test } from 'vitest';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import {
  answerIn,
  fateOf,
  fits,
  isHere,
  isTest,
  isTooOld,
  keyOf,
  lessonPage,
  MAX_FIELDS,
  MAX_LESSONS,
  MAX_LETTERS,
  picturesIn,
  readKey,
  readWhose,
  replaces,
  seenSince,
  waitsFor,
  tooMany,
  whoseHeader,
  type KeptAnswer,
  type Lying,
} from './lesson-rules.ts';

const DAY = 86_400_000;
const ADINDA = `k${'a1'.repeat(16)}`;
const BAGAS = `k${'b2'.repeat(16)}`;
const answerOf = (about: Partial<KeptAnswer> = {}): KeptAnswer => ({
  ...{
    key: '1',
    owner: ADINDA,
    isPupil: true,
    locale: 'id',
    path: '/kelas/cek-dulu/siapa',
    taskId: 7,
    fields: 'choice=1',
  },
  ...{ at: 0, state: 'waiting', answer: '', ...about },
});

test('a page says whose it is, and a made-up head says nothing', () => {
  expect(readWhose(whoseHeader(ADINDA, true))).toEqual({ mark: ADINDA, isPupil: true });
  expect(readWhose(whoseHeader('a12', false))).toEqual({ mark: 'a12', isPupil: false });
  expect(readWhose('umum')).toEqual({ mark: 'umum', isPupil: false });
  for (const odd of [null, '', 'k12', 'Adinda', `${ADINDA}x`]) expect(readWhose(odd)).toBeNull();
});

test('a pupil is gone after a day, others stay; a page for somebody with a card is not that of a pupil', () => {
  expect(isHere({ mark: ADINDA, isPupil: true, at: 0 }, DAY - 1)).toBe(true);
  expect(isHere({ mark: ADINDA, isPupil: true, at: 0 }, DAY)).toBe(false);
  expect(isHere({ mark: ADINDA, isPupil: false, at: 0 }, 90 * DAY)).toBe(true);
  // the clock was set back by two days, and by an hour
  expect(isHere({ mark: ADINDA, isPupil: true, at: 2 * DAY }, 0)).toBe(false);
  expect(isHere({ mark: ADINDA, isPupil: true, at: DAY / 24 }, 0)).toBe(true);
  expect(fits(ADINDA, 'umum')).toBe(true);
  expect(fits('umum', 'umum')).toBe(true);
  expect(fits(ADINDA, 'a12')).toBe(false);
  expect(fits('a12', 'a12')).toBe(true);
  expect(fits('a12', 'a13')).toBe(false);
  expect(fits('a12', 'umum')).toBe(false);
  expect(fits(ADINDA, 'petugas')).toBe(false);
});

test('courses and lessons may be kept; tests, the door of classes, papers and whatever lies deeper never are', () => {
  expect(['/kelas', '/en/kelas/cek-dulu', '/kelas/cek-dulu/siapa'].map(lessonPage)).toEqual([
    'list',
    'course',
    'lesson',
  ]);
  for (const path of [
    ...[
      '/kelas/masuk',
      '/kelas/sertifikat/k7q2',
      '/kelas/cek-dulu/tes',
      '/en/kelas/cek-dulu/tes/awal',
      '/kelas/tes/12',
    ],
    ...['/kelas/cek-dulu/lembar.pdf', '/kelas/cek-dulu/siapa/kirim', '/katalog/7'],
  ])
    expect(lessonPage(path), path).toBeNull();
  expect(['/kelas/cek-dulu/tes', '/en/kelas/cek-dulu/tes/awal', '/kelas/tes/12'].every(isTest)).toBe(true);
  expect(['/kelas/cek-dulu/tes-kilat', '/kelas/tesis'].some(isTest)).toBe(false);
});

test('a page lies under its reader: the same address of two children are two', () => {
  const adinda = keyOf('/kelas/cek-dulu/siapa?tugas=7#tugas-7', ADINDA);
  expect(adinda).not.toBe(keyOf('/kelas/cek-dulu/siapa', BAGAS));
  expect(readKey(`http://x${adinda}`)).toEqual({ path: '/kelas/cek-dulu/siapa', mark: ADINDA });
});

test('the oldest lessons make room, and so do those that are too much together; courses beside them stay', () => {
  const page = (n: number, about: Partial<Lying> = {}): Lying => ({
    ...{ url: `/${n}`, isLesson: true, letters: 10, at: `2027-01-05T00:00:${String(n).padStart(2, '0')}Z`, ...about },
  });
  const lessons = Array.from({ length: MAX_LESSONS + 2 }, (_, n) => page(n));
  const course = page(40, { isLesson: false, at: '2027-01-01T00:00:00Z' });
  expect(tooMany([...lessons, course]).map(({ url }) => url)).toEqual(['/1', '/0']);
  const heavy = [page(1, { letters: MAX_LETTERS / 2 }), page(2, { letters: MAX_LETTERS / 2 }), page(3)];
  expect(tooMany(heavy).map(({ url }) => url)).toEqual(['/1']);
});

test('of each picture all sizes are known, that which every browser reads last', () => {
  const one = (n: number, format: string): string => `/gambar/0000000${n}-0000-4000-8000-000000000000.${format}`;
  const html = `<picture><source srcset="${one(1, 'avif')} 480w, ${one(2, 'avif')} 960w"><img src="${one(3, 'jpeg')}"></picture><picture><img src="/sampul/x.webp"></picture>`;
  expect(picturesIn(html)).toEqual([[one(1, 'avif'), one(2, 'avif'), one(3, 'jpeg')]]);
});

test('only an answer that says so may wait: a search, a hint and the end of a lesson do not', () => {
  const form = new URLSearchParams({ tugas: '7', luring: '1', choice: '1', [FORM_KEY]: 'x' });
  const said = answerIn('/kelas/cek-dulu/siapa', '?/answer', form);
  expect(said?.taskId).toBe(7);
  expect(said?.fields).toBe('tugas=7&choice=1');
  expect(answerIn('/kelas/cek-dulu/siapa', '?/answer', new URLSearchParams('tugas=7&pilih=3'))).toBeNull();
  expect(answerIn('/kelas/cek-dulu/siapa', '?/hint', form)).toBeNull();
  expect(answerIn('/kelas/cek-dulu/tes', '?/answer', form)).toBeNull();
  expect(answerIn('/kelas/cek-dulu/siapa', '?/answer', new URLSearchParams('tugas=x&luring=1'))).toBeNull();
});

test('what the server says decides: sent, later, for its owner to send, over, or refused', () => {
  expect(fateOf(200, '')).toBe('sent');
  expect(fateOf(409, 'courses.other_learner')).toBe('others');
  expect(fateOf(409, 'courses.pupil_left')).toBe('others');
  expect(fateOf(409, 'classes.ended')).toBe('over');
  expect(fateOf(409, 'courses.class_over')).toBe('over');
  expect(fateOf(410, 'classes.pupil_gone')).toBe('over');
  expect(fateOf(422, 'platform.invalid_input')).toBe('refused');
  expect(fateOf(410, 'courses.withdrawn')).toBe('refused');
  for (const status of [0, 302, 408, 429, 500, 503]) expect(fateOf(status, ''), String(status)).toBe('later');
});

test('what a form sent waits where the server failed or is away; what it led on from, or refused, does not', () => {
  for (const status of [500, 502, 503, 504]) expect(waitsFor(status), String(status)).toBe(true);
  // 0: a redirect that the browser follows
  for (const status of [0, 200, 303, 400, 404, 409, 422, 429]) expect(waitsFor(status), String(status)).toBe(false);
});

test('answered anew, an earlier answer to the same task that waits is not sent; that of another child is', () => {
  const next = answerOf({ key: '2' });
  expect(replaces(next, answerOf())).toBe(true);
  expect(replaces(next, next)).toBe(false);
  expect(replaces(next, answerOf({ owner: BAGAS }))).toBe(false);
  expect(replaces(next, answerOf({ taskId: 8 }))).toBe(false);
  expect(replaces(next, answerOf({ path: '/kelas/lain/siapa' }))).toBe(false);
});

test('an answer waits thirty days from when a clock that can be right saw it, also one of a tablet that began in 1970', () => {
  const today = Date.UTC(2027, 0, 6);
  const wait = (answer: Pick<KeptAnswer, 'seenAt'>, now: number): Pick<KeptAnswer, 'seenAt'> => {
    const seenAt = seenSince(answer, now);
    return seenAt === undefined ? {} : { seenAt };
  };
  // written in 1970, looked at again when the clock is right: it has just begun to wait
  const odd = wait(answerOf({ at: 3 * DAY }), 4 * DAY);
  expect(odd).toEqual({});
  expect(isTooOld(odd, today)).toBe(false);
  const seen = wait(odd, today);
  expect(seen).toEqual({ seenAt: today });
  expect(isTooOld(wait(seen, today + 30 * DAY), today + 30 * DAY)).toBe(false);
  expect(isTooOld(wait(seen, today + 31 * DAY), today + 31 * DAY)).toBe(true);
  // the clock goes back to 1970 meanwhile, or stood in 2099 for a moment
  expect(wait(seen, DAY)).toEqual(seen);
  expect(isTooOld(seen, DAY)).toBe(false);
  const far = wait(seen, Date.UTC(2099, 0, 1));
  expect(isTooOld(far, Date.UTC(2099, 0, 1))).toBe(false);
  expect(wait(far, today)).toEqual({ seenAt: today });
});

test('four thousand letters of Jawi, of Javanese or of pictures fit into what is sent later', () => {
  for (const letter of ['\u062C', '\uA992', '\u{1F4D6}']) {
    const form = new URLSearchParams({ tugas: '7', luring: '1', text: letter.repeat(4000 / letter.length) });
    const said = answerIn('/kelas/cek-dulu/siapa', '?/answer', form);
    expect(said?.fields.length).toBeGreaterThan(20_000);
    expect(said?.fields.length).toBeLessThanOrEqual(MAX_FIELDS);
  }
});
