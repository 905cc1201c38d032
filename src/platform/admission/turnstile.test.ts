import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../../../tests/support/properties.ts';
import type { Entry } from './entry.ts';
import type { Lane, Line, LineRule } from './rules/places.ts';
import { Turnstile, type Comer } from './turnstile.ts';

const rule: LineRule = { places: 2, pauseBesideDesk: 100, waiting: 3, patience: 1_000 };
const RULES: Record<Line, LineRule> = { newcomer: rule, act: rule, reader: rule };

/** A turnstile whose time stands still until the test lets it go on. */
function setUp() {
  let now = 10_000;
  let look: (() => void) | null = null;
  let next: (() => void)[] = [];
  const turnstile = new Turnstile(
    {
      now: () => now,
      every: (_ms, work) => {
        look = work;
        return () => (look = null);
      },
      soon: (work) => void next.push(work),
    },
    RULES,
  );
  const said: string[] = [];
  return {
    turnstile,
    said,
    come(name: string, lane: Lane = 'reader', { secret = null, isSending = () => false }: Partial<Comer> = {}): Entry {
      const admitted = (): void => void said.push(name);
      return turnstile.ask({ lane, secret, isSending, admitted, refused: () => void said.push(`not ${name}`) });
    },
    /** What was to be done soon is done. */
    settle(): void {
      while (next.length > 0) {
        const due = next;
        next = [];
        for (const work of due) work();
      }
    },
    pass(ms: number): void {
      now += ms;
      look?.();
    },
    isLooking: () => look !== null,
  };
}

test('so many are inside, the next ones come in as they came, and more than may wait are refused', () => {
  const t = setUp();
  const [first, second] = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => t.come(name));
  expect(t.said).toEqual(['a', 'b', 'not f']);
  first?.leave();
  expect(t.said).toHaveLength(3);
  t.settle();
  second?.leave();
  t.settle();
  expect(t.said).toEqual(['a', 'b', 'not f', 'c', 'd']);
  expect(t.turnstile.refused).toBe(1);
});

test('a desk passes whoever is inside and whoever waits, and beside it readers come in one at a time, with pauses', () => {
  const t = setUp();
  const [a, b] = [t.come('a'), t.come('b')];
  t.come('c');
  const desk = t.come('desk', 'desk');
  expect(t.said).toEqual(['a', 'b', 'desk']);
  a.leave();
  t.settle();
  expect(t.said).toEqual(['a', 'b', 'desk']);
  // one comes in even so, after a while
  b.leave();
  t.settle();
  expect(t.said).toEqual(['a', 'b', 'desk']);
  t.pass(100);
  t.settle();
  expect(t.said.at(-1)).toBe('c');
  t.come('d');
  desk.leave();
  t.settle();
  expect(t.said.at(-1)).toBe('d');
});

test('each line has places of its own: no crowd of readers keeps anybody from signing in or renewing', () => {
  const t = setUp();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) t.come(name);
  t.come('signs in', 'newcomer');
  t.come('renews', 'act');
  expect(t.said.slice(-2)).toEqual(['signs in', 'renews']);
});

test('whoever waited too long is refused, and nobody is looked after when nobody waits', () => {
  const t = setUp();
  t.come('a');
  t.come('b');
  expect(t.isLooking()).toBe(false);
  t.come('c');
  t.pass(50);
  t.come('d');
  t.pass(949);
  expect(t.said).toEqual(['a', 'b']);
  t.pass(1);
  expect(t.said).toEqual(['a', 'b', 'not c']);
  expect(t.isLooking()).toBe(true);
  t.pass(50);
  expect(t.said.at(-1)).toBe('not d');
  expect(t.isLooking()).toBe(false);
});

test('who leaves the line is not called; to leave twice is to leave once', () => {
  const t = setUp();
  const inside = t.come('a');
  t.come('b');
  const gone = t.come('c');
  t.come('d');
  t.come('e');
  gone.leave();
  gone.leave();
  inside.leave();
  inside.leave();
  t.settle();
  expect(t.said).toEqual(['a', 'b', 'd']);
});

test('a client that sends slowly loses its place, and so does what never ends', () => {
  const t = setUp();
  t.come('slow', 'act', { isSending: () => true });
  t.come('long', 'act');
  t.come('c', 'act');
  t.come('d', 'act');
  t.come('e', 'reader');
  // somebody comes anew all the time, so that it is looked
  const keepLooking = (ms: number): void => {
    for (let at = 0; at < ms; at += 500) {
      t.come('x', 'newcomer');
      t.pass(500);
      t.settle();
    }
  };
  t.pass(999);
  t.settle();
  expect(t.said).toEqual(['slow', 'long', 'e']);
  t.said.length = 0;
  t.pass(2_000);
  t.settle();
  // its place came too late for these two
  expect(t.said).toEqual(['not c', 'not d']);
  t.come('f', 'act');
  expect(t.said.at(-1)).toBe('f');
  t.come('g', 'act');
  keepLooking(500);
  expect(t.said).not.toContain('g');
  t.come('h', 'act');
  t.pass(60_000);
  t.settle();
  t.come('i', 'act');
  expect(t.said).toContain('i');
});

test('where the event loop stays late there are fewer places and a shorter line, until nobody waits', () => {
  const t = setUp();
  const [a, b] = [t.come('a'), t.come('b')];
  t.come('c');
  t.pass(980);
  t.come('d');
  expect(t.said).toEqual(['a', 'b', 'not d']);
  a.leave();
  t.settle();
  expect(t.said).not.toContain('c');
  b.leave();
  t.settle();
  expect(t.said).toContain('c');
  t.pass(50);
  t.come('e');
  expect(t.said).toContain('e');
});

test('a clock that jumps refuses those who wait and goes on', () => {
  for (const jump of [3_600_000, -3_600_000]) {
    const t = setUp();
    const inside = [t.come('a'), t.come('b')];
    t.come('c');
    t.pass(jump);
    expect(t.said).toContain('not c');
    for (const one of inside) one.leave();
    t.settle();
    t.come('d');
    expect(t.said.at(-1)).toBe('d');
  }
});

test('when the process stops, whoever waits is refused, and nobody waits any more', () => {
  const t = setUp();
  for (const name of ['a', 'b', 'c', 'd']) t.come(name);
  t.turnstile.close();
  t.come('e');
  expect(t.said).toEqual(['a', 'b', 'not c', 'not d', 'not e']);
});

test('who was found to be of staff is known the next time', () => {
  const t = setUp();
  t.come('a', 'newcomer', { secret: 'ls_staff' }).note(true);
  t.come('b', 'newcomer', { secret: 'ls_made-up' }).note(false);
  t.come('c', 'newcomer').note(true);
  expect(['ls_staff', 'ls_made-up'].map((secret) => t.turnstile.known.has(secret))).toEqual([true, false]);
});

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('come' as const),
      lane: fc.constantFrom<Lane>('desk', 'newcomer', 'act', 'reader'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave' as const), nth: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 700 }) }) },
);

test('whatever happens: desks come in at once, no line has more inside than places, each is answered once, and in the end nobody waits', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const t = setUp();
      const entries: { entry: Entry; name: string; lane: Lane }[] = [];
      const left = new Set<string>();
      const inside = (lane: Lane): number =>
        entries.filter((one) => one.lane === lane && t.said.includes(one.name) && !left.has(one.name)).length;
      steps.forEach((one, nth) => {
        if (one.kind === 'come') {
          const name = `${one.lane} ${nth}`;
          entries.push({ entry: t.come(name, one.lane), name, lane: one.lane });
          if (one.lane === 'desk') expect(t.said).toContain(name);
        } else if (one.kind === 'leave') {
          const going = entries[one.nth % Math.max(1, entries.length)];
          going?.entry.leave();
          if (going) left.add(going.name);
        } else t.pass(one.ms);
        t.settle();
        for (const lane of ['newcomer', 'act', 'reader'] as const)
          expect(inside(lane)).toBeLessThanOrEqual(rule.places);
        expect(new Set(t.said).size).toBe(t.said.length);
      });
      for (const { entry } of entries) entry.leave();
      t.settle();
      t.pass(2_000);
      expect(t.isLooking()).toBe(false);
      expect(entries.every(({ entry }) => !entry.isWaiting)).toBe(true);
    }),
  );
});
