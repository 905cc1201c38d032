import { expect, test } from 'vitest';
import fc from 'fast-check';
import { arrange, merged } from './arrange.ts';
import { updateFor, type StoredBoard, type StoredIdea, type Viewer } from './board-update.ts';
import { isSilent, permits, PHASES } from './phases.ts';

const idea = (id: number, more: Partial<StoredIdea> = {}): StoredIdea => ({
  ...{ id, text: `Ide ${id}`, theme: '', source: 'named', authorName: 'Sulastri', library: 'Kel. Karangsari' },
  ...{ enrolmentId: 1, ownerHash: null, gone: false, version: id, voters: [], comments: [], merged: [], plans: 0 },
  ...more,
});
const board = (ideas: StoredIdea[], more: Partial<StoredBoard> = {}): StoredBoard => ({
  ...{ version: 100, phase: 'share', phaseEndsAt: null, question: 'Bagaimana?', naming: 'choice', votesEach: 3 },
  ideas: new Map(ideas.map((one) => [one.id, one])),
  ...more,
});
const viewer = (more: Partial<Viewer> = {}): Viewer => ({ enrolmentId: null, ownerHash: null, inRoom: false, ...more });
const START = { version: 0, phase: null };

test('while all write silently, one is told of one’s own ideas and of nothing else', () => {
  const stored = board([idea(1), idea(2, { enrolmentId: 2 }), idea(3, { enrolmentId: null, ownerHash: 'kunci' })], {
    phase: 'write',
  });
  const idsFor = (who: Viewer): number[] => updateFor(stored, who, START).cards.map(({ id }) => id);
  expect(idsFor(viewer({ enrolmentId: 1, inRoom: true }))).toEqual([1]);
  expect(idsFor(viewer({ enrolmentId: 2, ownerHash: 'kunci', inRoom: true }))).toEqual([2, 3]);
  // the projector and the facilitator see how many there are
  expect(idsFor(viewer({ inRoom: true }))).toEqual([]);
  expect(updateFor(stored, viewer(), START)).toMatchObject({ ideas: 3, people: 3 });
  // gone back to from arranging: what others wrote and said, and lies under one's own card, is nobody's to read either
  const comments = [{ id: 1, text: 'Kata orang lain', authorName: 'Budi' }];
  const under = board([idea(1, { merged: ['Tulisan orang lain'], comments })], { phase: 'write' });
  const [own] = updateFor(under, viewer({ enrolmentId: 1, inRoom: true }), START).cards;
  expect(own).toMatchObject({ text: 'Ide 1', merged: [], comments: [] });
});

test('names are for those in the room; an anonymous idea says nothing of its writer to anybody', () => {
  const stored = board([
    idea(1),
    idea(2, { source: 'anonymous', authorName: '', library: null, enrolmentId: null, ownerHash: 'k' }),
  ]);
  const [named, anonymous] = updateFor(stored, viewer({ inRoom: true, enrolmentId: 9 }), START).cards;
  expect(named).toMatchObject({ author: 'Sulastri', library: 'Kel. Karangsari', own: false });
  expect(anonymous).toMatchObject({ author: null, library: null, own: false });
  expect(JSON.stringify(updateFor(stored, viewer(), START))).not.toMatch(/Sulastri|enrolment|Hash/);
});

test('a phone that saw version 5 is told what changed since, and what went; after a new phase it is told everything', () => {
  const stored = board([idea(4), idea(6), idea(7, { gone: true })]);
  const told = updateFor(stored, viewer(), { version: 5, phase: 'share' });
  expect(told).toMatchObject({ full: false, gone: [7] });
  expect(told.cards.map(({ id }) => id)).toEqual([6]);
  expect(updateFor(stored, viewer(), { version: 5, phase: 'write' })).toMatchObject({ full: true, cards: [{}, {}] });
});

test('whatever is told in pieces is in the end what is told at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ version: fc.integer({ min: 1, max: 60 }), gone: fc.boolean() })),
      fc.integer({ min: 0, max: 60 }),
      (rows, since) => {
        const ideas = rows.map((row, nth) => idea(nth + 1, row));
        const earlier = board(
          ideas.filter(({ version }) => version <= since).map((one) => ({ ...one, gone: false })),
          { version: since },
        );
        const now = board(ideas);
        const seen = updateFor(earlier, viewer(), START);
        const inPieces = merged(
          { ...seen, full: true },
          updateFor(now, viewer(), { version: since, phase: since === 0 ? null : 'share' }),
        );
        // what was seen and went since must have a later version than what was seen
        const settled = rows.every(({ version, gone }) => version > since || !gone);
        if (settled) expect(inPieces.cards).toEqual(updateFor(now, viewer(), START).cards);
      },
    ),
  );
});

test('groups: those with most votes first, ideas without a group at the end', () => {
  const stored = board([
    idea(1),
    idea(2, { theme: 'Belajar', voters: [1] }),
    idea(3, { theme: 'Dekat', voters: [1, 2] }),
  ]);
  const { cards } = updateFor(stored, viewer(), START);
  expect(arrange(cards, 'theme').map(({ theme }) => theme)).toEqual(['Dekat', 'Belajar', '']);
  expect(arrange(cards, 'newest')[0]?.cards.map(({ id }) => id)).toEqual([3, 2, 1]);
});

test('nothing is voted for, merged or committed outside its phase', () => {
  expect(PHASES.filter((phase) => permits(phase, 'vote'))).toEqual(['vote']);
  expect(PHASES.filter((phase) => permits(phase, 'arrange'))).toEqual(['share', 'group']);
  expect(PHASES.filter((phase) => permits(phase, 'write'))).toEqual(['write', 'share']);
  expect(PHASES.filter((phase) => permits(phase, 'commit'))).toEqual(['commit', 'closed']);
  expect(PHASES.filter((phase) => permits(phase, 'comment') && isSilent(phase))).toEqual([]);
});
