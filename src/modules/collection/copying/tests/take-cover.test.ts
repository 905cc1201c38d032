import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getBib } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { changeSource, createSource, takeCover, type SourceInput } from '#modules/collection/copying';
import { readConfig } from '#platform/config';
import { startCarrier, type Heard } from '../../../../../tests/support/carriers.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const services = () => ({ config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }), storage: t.storage });
const stops: (() => Promise<void>)[] = [];
/** A catalogue in our own network: where its covers stand may be asked too. */
const NEXT_DOOR: SourceInput = { kind: 'sru', name: 'Perpustakaan sebelah', address: 'http://127.0.0.1:1/sru' };
let nextDoor = { id: 0, version: 0 };
beforeAll(async () => {
  nextDoor = await createSource(t.ctx(), services(), NEXT_DOOR);
});
afterAll(async () => {
  await Promise.all(stops.map(async (stop) => stop()));
});
async function house(answer: (heard: Heard, response: ServerResponse) => void): Promise<string> {
  const carrier = await startCarrier(answer);
  stops.push(carrier.stop);
  return carrier.url;
}
async function picture(format: 'png' | 'gif' = 'png'): Promise<Buffer> {
  const plain = sharp({ create: { width: 120, height: 180, channels: 3, background: 'navy' } });
  return format === 'png' ? plain.png().toBuffer() : plain.gif().toBuffer();
}
const coverOf = async (id: number) => (await getBib(t.ctx(), id)).coverKey;

test('a cover is fetched from where the catalogue says, over redirects, and stands in the trace like an uploaded one', async () => {
  const body = await picture();
  const archive = await house((_heard, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body));
  const covers = await house((_heard, response) => response.writeHead(302, { location: `${archive}/besar.png` }).end());
  const bibId = await makeBib(t.ctx(), { title: 'Olenka' });
  expect(await takeCover(t.ctx(), services(), { bibId, address: `${covers}/b/id/1-L.jpg` })).toBe('set');
  expect(await coverOf(bibId)).toMatch(/^sampul\//);
  const acts = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entity', '=', 'bib')
    .where('entityId', '=', String(bibId))
    .where('action', '=', 'cover.set')
    .execute();
  expect(acts).toHaveLength(1);
});

test.each<[string, (heard: Heard, response: ServerResponse) => void, string]>([
  ['a page', (_heard, response) => void response.end('<html>Tidak ada</html>'), 'no_picture'],
  [
    'letters named a picture',
    (_heard, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(randomBytes(500)),
    'no_picture',
  ],
  ['nothing there', (_heard, response) => void response.writeHead(404).end(), 'refused'],
  ['an error', (_heard, response) => void response.writeHead(500).end(), 'busy'],
  ['a flood', (_heard, response) => void response.end(Buffer.alloc(6_000_000)), 'too_large'],
  ['silence', () => undefined, 'slow'],
  [
    'a way into our own network',
    (_heard, response) => void response.writeHead(302, { location: 'http://169.254.169.254/x.png' }).end(),
    'not_public',
  ],
  ['a ring', (heard, response) => void response.writeHead(302, { location: heard.path }).end(), 'moved'],
])('a house that gives %s costs nothing but a word', async (_what, answer, outcome) => {
  const address = await house(answer);
  const bibId = await makeBib(t.ctx(), { title: `Rafilus ${outcome}` });
  expect(await takeCover(t.ctx(), services(), { bibId, address }, { patience: 1500 })).toBe(outcome);
  expect(await coverOf(bibId)).toBeNull();
});

test('a title that somebody gave a picture meanwhile keeps it', async () => {
  const body = await picture();
  const address = await house((_heard, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body));
  const bibId = await makeBib(t.ctx(), { title: 'Ny. Talis' });
  expect(await takeCover(t.ctx(), services(), { bibId, address })).toBe('set');
  const kept = await coverOf(bibId);
  expect(await takeCover(t.ctx(), services(), { bibId, address })).toBe('has_one');
  expect(await coverOf(bibId)).toBe(kept);
});

test('a house of our own network that is no catalogue is not asked, whatever a catalogue says of where its covers stand', async () => {
  let asked = 0;
  const address = await house((_heard, response) => {
    asked += 1;
    response.end();
  });
  const bibId = await makeBib(t.ctx(), { title: 'Kota Lambat' });
  const off = await changeSource(t.ctx(), services(), nextDoor.id, nextDoor.version, { active: false });
  expect(await takeCover(t.ctx(), services(), { bibId, address })).toBe('not_public');
  expect(asked).toBe(0);
  await changeSource(t.ctx(), services(), off.id, off.version, { active: true });
});

test('a picture of a kind that is never uploaded is none, an address that is none is not asked, and not everybody may', async () => {
  const gif = await picture('gif');
  const address = await house((_heard, response) => response.end(gif));
  const bibId = await makeBib(t.ctx(), { title: 'Kritikus Adinan' });
  expect(await takeCover(t.ctx(), services(), { bibId, address })).toBe('no_picture');
  for (const none of ['', 'javascript:alert(1)', 'file:///etc/passwd', '\0', `${address}/${'x'.repeat(200_000)}`])
    expect(await takeCover(t.ctx(), services(), { bibId, address: none })).toBe('no_picture');
  const outside = { ...services(), config: readConfig({}) };
  expect(await takeCover(t.ctx(), outside, { bibId, address })).toBe('not_public');
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.edit'] }] });
  await expect(takeCover(desk, services(), { bibId, address })).rejects.toMatchObject({ code: 'platform.forbidden' });
});
