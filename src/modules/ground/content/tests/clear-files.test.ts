import { readdirSync, utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addBlocks,
  addFile,
  beginWriting,
  filesOf,
  hideFile,
  keepVersion,
  readWriting,
  setCaptions,
} from '../index.ts';
import { clearFiles } from '../files/clear-files.ts';
import { removeBlock } from '../write-blocks.ts';

const t = useTestDb();
const mayAll = (): void => undefined;
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\x01isommp42', 'latin1');
const CAPTIONS = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHalo\n';

const bring = async (bytes: Buffer, title: string): Promise<number> =>
  addFile(t.ctx(), t.storage, {
    ...{ libraryId: null, title },
    file: { ...(await t.storage.put('berkas', bytes)), name: title },
  });
const hide = async (id: number): Promise<void> => {
  const version = (await filesOf(t.db, [id])).get(id)?.version ?? 0;
  await hideFile(t.ctx(), id, version, mayAll);
};
/** A night so many days from now. */
const night = async (days: number): Promise<void> =>
  clearFiles({
    ...{ db: t.db, storage: t.storage },
    clock: { now: () => new Date(t.clock.now().getTime() + days * 86_400_000) },
  });
const folder = (): string => t.storage.path(`berkas/00/${'0'.repeat(36)}`).replace(/\/00\/[0-9a-f-]+$/, '');
const stored = (): string[] =>
  readdirSync(folder(), { recursive: true }).flatMap((name) => (String(name).length > 3 ? [String(name)] : []));

test('what is offered no longer stays where it stands or stood, and goes after a month where it stands nowhere', async () => {
  const [shown, before, translated, unused, offered] = [
    await bring(PDF, 'Tampil'),
    await bring(PDF, 'Dulu tampil'),
    await bring(PDF, 'Diganti'),
    await bring(MP4, 'Tidak dipakai'),
    await bring(PDF, 'Masih ditawarkan'),
  ];
  await t.db.transaction().execute(async (trx) => {
    const ctx = t.ctx();
    const file = (fileId: number) => ({ kind: 'file' as const, fileId });
    const writing = await beginWriting(trx, ctx, [
      { body: file(shown), english: file(shown) },
      { body: file(translated), english: null },
      { body: file(before), english: null },
    ]);
    await keepVersion(trx, ctx, writing, {});
    const block = (await readWriting({ db: trx, actor: ctx.actor }, writing)).blocks[2];
    await removeBlock(trx, ctx, writing, { id: block?.id ?? 0, version: 0 });
    await addBlocks(trx, ctx, writing, { after: null, blocks: [{ body: file(offered), english: null }] });
    // of what was taken out before it nothing is left but the version
    await keepVersion(trx, ctx, writing, {});
  });
  for (const id of [shown, before, translated, unused]) await hide(id);
  const there = async () => [...(await filesOf(t.db, [shown, before, translated, unused, offered])).keys()];
  await night(29);
  expect(await there()).toHaveLength(5);
  await night(31);
  expect((await there()).toSorted((a, b) => a - b)).toEqual([shown, before, translated, offered]);
});

test('captions that were replaced and files that belong to nothing go after a day, others stay', async () => {
  const id = await bring(MP4, 'Dongeng');
  const put = async (version: number) =>
    setCaptions(t.ctx(), t.storage, id, { language: 'id', text: CAPTIONS, version }, mayAll);
  await put(0);
  const replaced = (await filesOf(t.db, [id])).get(id)?.captions.id ?? '';
  await put(1);
  const left = await t.storage.put('berkas', PDF);
  const young = await t.storage.put('berkas', PDF);
  const old = new Date(Date.now() - 25 * 3_600_000);
  for (const name of stored()) if (!young.key.endsWith(name)) utimesSync(`${folder()}/${name}`, old, old);
  await night(0);
  const names = stored().map((name) => name.slice(3));
  const now = (await filesOf(t.db, [id])).get(id);
  const nameOf = (href: string | null | undefined) => href?.replace(/^\/berkas\/|\.\w+$/g, '') ?? '';
  expect(names).toEqual(expect.arrayContaining([nameOf(now?.href), nameOf(now?.captions.id), young.key.slice(10)]));
  expect(names).not.toContain(nameOf(replaced));
  expect(names).not.toContain(left.key.slice(10));
});
