import { expect, test } from 'vitest';
import { fetchAgain } from './fetch-again.ts';

/** Answers in turn; an error is a network that breaks. */
function server(...answers: (Response | Error)[]): { ask: () => Promise<Response>; asked: () => number } {
  let nth = 0;
  return {
    async ask() {
      const answer = await Promise.resolve(answers[nth++]);
      if (answer instanceof Response) return answer;
      throw answer ?? new Error('nobody was to ask again');
    },
    asked: () => nth,
  };
}
const atOnce = async (): Promise<void> => Promise.resolve();
const busy = (after?: string): Response =>
  new Response('', { status: 503, headers: after ? { 'retry-after': after } : {} });

test('a page for which the library has no time yet is asked for again, when it said so or after longer and longer pauses', async () => {
  const pauses: number[] = [];
  const { ask } = server(busy('7'), busy(), new Error('no network'), busy('600'), new Response('here'));
  const response = await fetchAgain(ask, async (seconds) => {
    pauses.push(seconds);
    return Promise.resolve();
  });
  expect(await response.text()).toBe('here');
  expect(pauses).toEqual([7, 2, 4, 30]);
});

test('what is not there is not asked for again, and nobody asks for ever', async () => {
  const none = server(new Response('', { status: 404 }));
  expect((await fetchAgain(none.ask, atOnce)).status).toBe(404);
  const always = server(busy(), busy(), busy(), busy(), busy());
  expect((await fetchAgain(always.ask, atOnce)).status).toBe(503);
  expect(always.asked()).toBe(5);
  const broken = Array.from({ length: 5 }, () => new Error('no network'));
  await expect(fetchAgain(server(...broken).ask, atOnce)).rejects.toThrow('no network');
});
