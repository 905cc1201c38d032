import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { declaredErrors } from '#platform/errors';
import { api as apiModules } from '#contributed/api';

const folder = resolve(import.meta.dirname, '../src/messages');
const messages = z.record(z.string(), z.unknown());

function readAll(locale: 'id' | 'en'): Map<string, string> {
  const all = new Map<string, string>();
  for (const area of readdirSync(folder)) {
    const file = messages.parse(JSON.parse(readFileSync(join(folder, area, `${locale}.json`), 'utf8')));
    for (const [key, value] of Object.entries(file)) {
      if (key === '$schema') continue;
      expect(all.has(key), `${key} is defined twice in ${locale}`).toBe(false);
      all.set(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }
  return all;
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{[a-zA-Z]+\}/g) ?? [])].toSorted();

test('whatever is said in Indonesian is said in English too, with the same values in it', () => {
  const id = readAll('id');
  const en = readAll('en');
  expect([...en.keys()].toSorted()).toEqual([...id.keys()].toSorted());
  const different = [...id].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(en.get(key) ?? '').join(),
  );
  expect(different.map(([key]) => key)).toEqual([]);
});

test('every refusal has a sentence', () => {
  expect(apiModules.length).toBeGreaterThan(0);
  const id = readAll('id');
  const missing = [...declaredErrors().keys()].filter((code) => !id.has(`error_${code.replaceAll('.', '_')}`));
  expect(missing).toEqual([]);
});

test('the audit trail names every act in words', () => {
  const source = resolve(import.meta.dirname, '../src/modules');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const acts = files.flatMap((name) =>
    [...readFileSync(join(source, name), 'utf8').matchAll(/action: '([a-z_]+\.[a-z_]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  expect(acts.length).toBeGreaterThan(20);
  const id = readAll('id');
  const missing = [...new Set(acts)].filter((act) => !id.has(`audit_action_${act.replaceAll('.', '_')}`));
  expect(missing).toEqual([]);
});

/** What stands for a number of things in a sentence. */
const COUNTS =
  'count|n|people|votes|boxes|items|sheets|days|minutes|hours|months|sessions|jp|plans|answers|ideas|readers|loans|rows|times|copies|done|total|limit|max|capacity|held|each|of';
/** Words with an s at their end that are no number of things. */
const NO_PLURAL = new Set(['is', 'was', 'has', 'does', 'less', 'needs', 'this', 'as', 'holds', 'its']);

test('one is never said as many: every English sentence with a number of things has a form for one', () => {
  const many = new RegExp(`\\{(?:${COUNTS})\\}(?: \\p{Ll}+)?? (people|children|\\p{Ll}+s)(?![\\p{L}’])`, 'gu');
  const wrong = [...readAll('en')].filter(
    ([key, text]) =>
      // an age of 0 to 12 years never ends with one
      key !== 'members_ages' &&
      !text.includes('Plural=one') &&
      [...text.matchAll(many)].some(([, word = '']) => !NO_PLURAL.has(word)),
  );
  expect(wrong.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});

test('a letter that a computer carries is a surel in Indonesian', () => {
  const others = [...readAll('id')].filter(([, text]) => /(?<![{\w@./-])e-?mail(?![\w}@])/i.test(text));
  expect(others.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});
