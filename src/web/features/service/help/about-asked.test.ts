import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aboutAsked, aboutSent } from './about-asked.server.ts';

const t = useTestDb();
let bibId = 0;
beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
});

test('a form says what it is about by its name, and carries that on', async () => {
  const asked = await aboutAsked(t.ctx(), `bib-${bibId}`);
  expect(asked).toEqual({ kind: 'bib', ref: String(bibId), label: 'Bumi Manusia' });
  expect(aboutSent({ aboutKind: asked?.kind, aboutRef: asked?.ref })).toEqual({ kind: 'bib', ref: String(bibId) });
});

test.for([
  null,
  '',
  'bib-999999',
  'bib-0',
  'bib-x',
  'member-1',
  'page-//jahat.example',
  `bib-${'9'.repeat(200_000)}`,
  'bib-1\0',
])('what is not there is nothing: %j', async (asked) => expect(await aboutAsked(t.ctx(), asked)).toBeNull());

test('a form without it, or with a kind that there is not, is about nothing', () => {
  expect(aboutSent({})).toBeNull();
  expect(aboutSent({ aboutKind: 'member', aboutRef: '1' })).toBeNull();
});
