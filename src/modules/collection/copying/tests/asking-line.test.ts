import { expect, test } from 'vitest';
import { AskingLine } from '../asking-line.ts';

test('only so many questions are on their way at once, the next ones wait, and one too many is asked to come again', async () => {
  const line = new AskingLine(2, 1);
  const open: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const question = async (): Promise<string> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => open.push(resolve));
    running -= 1;
    return 'jawaban';
  };
  const first = [line.ask(question), line.ask(question), line.ask(question)];
  await expect(line.ask(question)).rejects.toMatchObject({ code: 'platform.busy' });
  expect(open).toHaveLength(2);
  open.shift()?.();
  await first[0];
  expect(open).toHaveLength(2);
  for (const end of open.splice(0)) end();
  expect(await Promise.all(first)).toEqual(['jawaban', 'jawaban', 'jawaban']);
  expect(most).toBe(2);
});

test('a question that fails gives its place to the next one', async () => {
  const line = new AskingLine(1, 5);
  const fails = line.ask(async () => Promise.reject(new Error('rusak')));
  const next = line.ask(async () => Promise.resolve('jawaban'));
  await expect(fails).rejects.toThrow('rusak');
  expect(await next).toBe('jawaban');
  expect(await line.ask(async () => Promise.resolve('lagi'))).toBe('lagi');
});
