import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { tidyAtRest } from './tidy-at-rest.ts';

const MB = 1024 ** 2;
/** A process whose memory and time are told. */
function watched() {
  const app = Fastify();
  const state = { held: 300 * MB, now: 0, tidied: 0, ended: false };
  let look = (): void => undefined;
  tidyAtRest(app, {
    held: () => state.held,
    tidy: () => (state.tidied += 1),
    now: () => state.now,
    every(_ms, work) {
      look = work;
      return () => (state.ended = true);
    },
  });
  app.get('/', () => 'here');
  return { app, state, look: () => look() };
}

test('a server whose visitors have gone gives memory back, once, and again only when it has grown', async () => {
  const { app, state, look } = watched();
  await app.inject('/');
  state.now = 2_000;
  look();
  expect(state.tidied).toBe(0);
  state.now = 5_000;
  look();
  expect(state.tidied).toBe(1);
  state.held = 280 * MB;
  state.now = 154_000;
  look();
  state.held = 200 * MB;
  state.now = 156_000;
  look();
  state.held = 240 * MB;
  look();
  expect(state.tidied).toBe(1);
  state.held = 260 * MB;
  look();
  expect(state.tidied).toBe(2);
});

test('what a rush that follows the start has made it hold is given back when all have gone', async () => {
  const { app, state, look } = watched();
  await app.inject('/');
  const at = async (second: number, held: number, comes: boolean): Promise<void> => {
    state.now = second * 1000;
    state.held = held * MB;
    if (comes) await app.inject('/');
    look();
  };
  await at(5, 300, false);
  await at(10, 220, false);
  for (let second = 60; second <= 165; second += 5) await at(second, 600, true);
  expect(state.tidied).toBe(1);
  await at(170, 600, false);
  expect(state.tidied).toBe(2);
});

test('what a server has come to need is not collected again and again', async () => {
  const { app, state, look } = watched();
  await app.inject('/');
  for (let second = 0; second < 3600; second += 5) {
    state.now = second * 1000;
    look();
  }
  expect(state.tidied).toBe(1);
});

test('while people come nobody waits for it, and it ends with the server', async () => {
  const { app, state, look } = watched();
  for (let second = 0; second < 60; second += 2) {
    state.now = second * 1000;
    await app.inject('/');
    look();
  }
  expect(state.tidied).toBe(0);
  await app.close();
  expect(state.ended).toBe(true);
});
