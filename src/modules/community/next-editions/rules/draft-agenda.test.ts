import { describe, expect, test } from 'vitest';
import { draftAgenda, type AgendaWords, type Evidence } from './draft-agenda.ts';

const words: AgendaWords = {
  review: 'Apa yang jadi',
  plan: 'Rencana aksi',
  improve: ({ id }) => `Perbaiki: ${id}`,
  unblock: (obstacle) => `Jalan keluar: ${obstacle}`,
  answer: (looked) => `Dicari: ${looked}`,
};
const item = (id: string, mean: number, more: Partial<Evidence['evaluation']['items'][number]> = {}) => ({
  label: { id, en: id },
  answers: 38,
  mean,
  highest: 4,
  percent: mean * 25,
  importance: null,
  importanceAbsent: 'not_asked' as const,
  ...more,
});
const said = { term: 'anggaran', count: 4 };
const stalled = (obstacle: string, plans: number) => ({
  ...{ obstacle, plans },
  ...{ terms: [said], quotes: ['Belum ada anggaran.'] },
});
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  evaluation: { answers: 38, items: [] },
  ideas: [],
  voters: 30,
  plans: { all: 40, done: 12, stalled: [] },
  searches: [],
  searchDays: 90,
  ...more,
});
const titles = (given: Evidence): string[] => draftAgenda(given, words).lines.map(({ title }) => title);

describe('the agenda of the next edition', () => {
  test('it begins with what became of the plans and ends with new ones', () => {
    expect(draftAgenda(evidence(), words).lines.map(({ title, reason }) => [title, reason])).toEqual([
      ['Apa yang jadi', { kind: 'review', done: 12, of: 40 }],
      ['Rencana aksi', { kind: 'plan' }],
    ]);
  });

  test('the widest gap between importance and score comes first; what is important and good is left alone', () => {
    const items = [
      item('waktu', 3.2, { importance: { mean: 3.8, answers: 30 } }),
      item('praktik', 2.4, { importance: { mean: 3.9, answers: 30 } }),
      item('bahasa', 3.8, { importance: { mean: 3.9, answers: 30 } }),
    ];
    const { lines } = draftAgenda(evidence({ evaluation: { answers: 38, items } }), words);
    expect(lines.map(({ title }) => title)).toEqual([
      'Apa yang jadi',
      'Perbaiki: praktik',
      'Perbaiki: waktu',
      'Rencana aksi',
    ]);
    expect(lines[1]?.reason).toEqual({
      kind: 'gap',
      item: { id: 'praktik', en: 'praktik' },
      mean: 2.4,
      importance: 3.9,
      highest: 4,
      answers: 38,
    });
  });

  test('a low score says why it is not known how important the item is: not asked is not too few', () => {
    const items = [item('materi', 2.5), item('alat', 2.9, { importanceAbsent: 'too_few' })];
    const reasons = draftAgenda(evidence({ evaluation: { answers: 38, items } }), words).lines.map(
      ({ reason }) => reason,
    );
    expect(reasons.filter(({ kind }) => kind === 'low')).toMatchObject([
      { unknown: 'not_asked' },
      { unknown: 'too_few' },
    ]);
  });

  test('where importance was not asked, a low score speaks; four items at most', () => {
    const items = [
      item('ruang', 2.96),
      item('konsumsi', 3),
      item('materi', 2.5),
      item('alat', 2.9),
      item('suara', 2.8),
      item('jadwal', 2.7),
    ];
    expect(titles(evidence({ evaluation: { answers: 38, items } }))).toEqual([
      'Apa yang jadi',
      'Perbaiki: materi',
      'Perbaiki: jadwal',
      'Perbaiki: suara',
      'Perbaiki: alat',
      'Rencana aksi',
    ]);
  });

  test('of five plans and more their words are quoted, of four nothing but the number is told', () => {
    const reasonOf = (plans: number) =>
      draftAgenda(evidence({ plans: { all: 40, done: 12, stalled: [stalled('money', plans)] } }), words).lines[1]
        ?.reason;
    expect(reasonOf(5)).toMatchObject({ quotes: ['Belum ada anggaran.'] });
    expect(JSON.stringify(reasonOf(4))).not.toContain('anggaran');
    expect(reasonOf(4)).not.toHaveProperty('quotes');
    expect(Object.keys(reasonOf(4) ?? {}).toSorted()).toEqual(['kind', 'of', 'plans']);
  });

  test('what hinders plans, the ideas with most votes and vain searches follow, each with its reason', () => {
    const given = evidence({
      plans: {
        all: 40,
        done: 12,
        stalled: [stalled('time', 3), stalled('money', 7)],
      },
      ideas: [
        { title: 'Pojok komik', votes: 4 },
        { title: 'Buka Sabtu', votes: 18 },
        { title: 'Tanpa suara', votes: 0 },
      ],
      searches: [
        { words: 'merawat koi hias', times: 31 },
        { words: 'asdf', times: 1 },
      ],
    });
    const { lines } = draftAgenda(given, words);
    expect(lines.slice(1, -1).map(({ title, reason }) => [title, reason])).toEqual([
      ['Jalan keluar: money', { kind: 'stalled', plans: 7, of: 40, terms: [said], quotes: ['Belum ada anggaran.'] }],
      ['Jalan keluar: time', { kind: 'stalled', plans: 3, of: 40 }],
      ['Buka Sabtu', { kind: 'idea', votes: 18 }],
      ['Pojok komik', { kind: 'idea', votes: 4 }],
      ['Dicari: merawat koi hias', { kind: 'search', times: 31, days: 90 }],
    ]);
  });

  test('a source that is too small gives no line and is named', () => {
    const given = evidence({
      evaluation: { answers: 4, items: [item('praktik', 1, { answers: 4 })] },
      ideas: [{ title: 'Buka Sabtu', votes: 3 }],
      voters: 3,
      plans: { all: 2, done: 0, stalled: [stalled('money', 2)] },
    });
    expect(draftAgenda(given, words)).toEqual({ lines: [], tooFew: { evaluation: 4, ideas: 3, plans: 2 } });
  });

  test('an item that few have answered is not taken up, however low', () => {
    const items = [item('praktik', 1, { answers: 4 })];
    expect(titles(evidence({ evaluation: { answers: 38, items } }))).toEqual(['Apa yang jadi', 'Rencana aksi']);
  });
});
