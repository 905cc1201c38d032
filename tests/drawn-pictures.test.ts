import { readdirSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { addPicture, picturesOf } from '#modules/ground/content';
import { GET } from '../src/web/routes/gambar/[file]/+server.ts';
import { blockViews } from '../src/web/features/site/parts/block-view.server.ts';
import { code } from './support/collection-house.ts';
import { refusal } from './support/refusal.ts';
import { small } from './support/small-files.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const NS = 'xmlns="http://www.w3.org/2000/svg"';
const drawn = (inner: string): string => `<svg ${NS} viewBox="0 0 480 270">${inner}</svg>`;
const add = async (picture: Blob, alt = 'Rak'): Promise<number> =>
  addPicture(t.ctx(), t.storage, { libraryId: null, alt, picture });
const stored = (): number => {
  const root = t.storage.path(`gambar/00/${'0'.repeat(36)}`).replace(/\/gambar\/.*$/, '');
  return readdirSync(root, { recursive: true }).filter((name) => String(name).includes('-')).length;
};
/** What a browser gets at an address of a picture. */
async function opened(href: string): Promise<Response> {
  const event = { locals: { services: { storage: t.storage } }, params: { file: href.replace('/gambar/', '') } };
  return z.instanceof(Response).parse(await Reflect.apply(GET, undefined, [event]));
}

test('a drawing is kept as SVG with a photograph of it, shown by its size, and nothing in it can run where it is opened', async () => {
  const id = await add(new Blob([drawn('<rect style="fill:#22386b" width="480" height="270"/>')]));
  const picture = (await picturesOf(t.db, [id])).get(id);
  expect(picture).toMatchObject({ width: 480, height: 270 });
  expect(picture?.files.map(({ format }) => format).toSorted()).toEqual(['jpeg', 'svg']);
  const things = { pictures: new Map(picture ? [[id, picture]] : []), files: new Map(), embeds: new Map() };
  const block = { kind: 'picture' as const, pictureId: id, alt: 'Sebuah rak', caption: '' };
  const [view] = blockViews([{ block, language: 'id' }], things, 'id');
  const [shown] = view?.kind === 'pictures' ? view.pictures : [];
  expect(shown).toMatchObject({ alt: 'Sebuah rak', width: 480, height: 270, sources: [] });
  expect(shown?.src).toMatch(/\.svg$/);
  const answer = await opened(shown?.src ?? '');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  expect(await answer.text()).toContain('<rect width="480" height="270" fill="#22386b"></rect>');
  const photo = picture?.files.find(({ format }) => format === 'jpeg');
  const bytes = await (await opened(photo?.href ?? '')).arrayBuffer();
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 });
});

test('a drawing that could do more is refused with what it holds, and leaves nothing behind', async () => {
  const before = stored();
  for (const [inner, what] of [
    ['<script>alert(1)</script>', 'script'],
    ['<rect onload="alert(1)"/>', 'onload'],
    ['<image href="https://jahat.example/a.png"/>', 'image'],
    ['<foreignObject/>', 'foreignObject'],
    ['<rect style="fill:url(//jahat.example)"/>', 'fill'],
  ] as const)
    expect(await refusal(add(new Blob([drawn(inner)])))).toMatchObject({
      ...{ code: 'platform.not_acceptable_file', params: { what }, fields: { picture: 'drawing_unsafe' } },
    });
  expect(await refusal(add(new Blob([small.svg])))).toMatchObject({ fields: { picture: 'drawing_unsafe' } });
  expect(await refusal(add(new Blob([small.html])))).toMatchObject({ code: 'platform.not_acceptable_file' });
  expect(await refusal(add(new Blob([drawn('<g>'.repeat(200_000))])))).toMatchObject({
    fields: { picture: 'drawing_large' },
  });
  expect(await refusal(add(new Blob([drawn('<text>a\0b</text>')])))).toMatchObject({
    fields: { picture: 'drawing_unreadable' },
  });
  // a photograph that calls itself a drawing, and the other way round, is what its bytes are
  expect(await code(add(new Blob(['<svg'], { type: 'image/jpeg' })))).toBe('platform.not_acceptable_file');
  expect(await code(add(new Blob([drawn('')]), ''))).toBe('platform.invalid_input');
  expect(stored()).toBe(before);
});
