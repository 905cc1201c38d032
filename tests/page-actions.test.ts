import { expect, test } from 'vitest';
import { addressOfToday, OLD_ACTION_NAMES } from '#web/kit/form/old-action-names.ts';
import { guardedForNobody, pageDoors } from './support/declared-pages.ts';

const actions = pageDoors().flatMap(({ routeId, action }) => (action === null ? [] : [{ routeId, action }]));

test('what a page says about who may press a button names a button that is there', () => {
  expect(actions.length).toBeGreaterThan(300);
  expect(guardedForNobody()).toEqual([]);
});

test('no action is called by a name of before: that name leads to the one of today', () => {
  expect(actions.filter(({ action }) => Object.hasOwn(OLD_ACTION_NAMES, action))).toEqual([]);
  const today = new Set(actions.map(({ action }) => action));
  expect(Object.values(OLD_ACTION_NAMES).filter((name) => !today.has(name))).toEqual([]);
});

test('a form that was opened before the library was brought up to date is sent on, with the rest of its address', () => {
  const sent = (search: string) => addressOfToday(new URL(`https://pustaka.test/staf/peran/3${search}`));
  expect(sent('?/simpan')).toBe('/staf/peran/3?/save');
  expect(sent('?/simpan=&hal=2')).toBe('/staf/peran/3?/save&hal=2');
  expect(sent('?%2Fsimpan=')).toBe('/staf/peran/3?/save');
  expect(sent('?/save')).toBeNull();
  expect(sent('?hal=2&lanjut=/simpan')).toBeNull();
  expect(sent('?/constructor')).toBeNull();
  expect(sent('')).toBeNull();
});
