import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layFolder } from '../../../../../tests/support/slims-images.ts';
import { sayClosed } from './carry-files.ts';
import { UnreadableFile } from './found-file.ts';
import { folderSource } from './read-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'lumbung-folder-'));
/** Whoever may do everything may look into every folder: another takes the test from there. */
const NOBODY = 65_534;
const isMaster = process.geteuid?.() === 0;

beforeAll(() => {
  chmodSync(root, 0o755);
  if (isMaster) process.seteuid?.(NOBODY);
});
afterAll(() => {
  if (isMaster) process.seteuid?.(0);
  rmSync(root, { recursive: true, force: true });
});

async function pathsOf(folder: string): Promise<{ paths: string[]; closed: string[] }> {
  const source = folderSource(folder);
  const paths: string[] = [];
  for (let times = 0; times < 2; times += 1) {
    paths.length = 0;
    for await (const { path } of source.files()) paths.push(path);
  }
  return { paths: paths.toSorted(), closed: [...source.closed] };
}
/** As the owner of the files. */
function asMaster(work: () => void): void {
  if (isMaster) process.seteuid?.(0);
  work();
  if (isMaster) process.seteuid?.(NOBODY);
}

test('a folder that nobody may look into is passed over and known once; the others are gone through', async () => {
  const folder = join(root, 'slims');
  asMaster(() => {
    layFolder(folder, { 'docs/a.jpg': Buffer.from('a'), 'persons/b.jpg': Buffer.from('b') });
    mkdirSync(join(folder, 'lost+found'), { mode: 0o700 });
    if (!isMaster) chmodSync(join(folder, 'lost+found'), 0);
  });
  const found = await pathsOf(folder);
  expect(found).toEqual({ paths: ['slims/docs/a.jpg', 'slims/persons/b.jpg'], closed: ['lost+found'] });
  expect(sayClosed(new Set(found.closed))).toEqual([
    { table: 'files', key: 'folder=lost+found', fate: 'told', code: 'folder_closed' },
  ]);
});

test('the folder that was chosen has to be open', async () => {
  const folder = join(root, 'tertutup');
  asMaster(() => {
    mkdirSync(folder, { mode: 0o700 });
    if (!isMaster) chmodSync(folder, 0);
  });
  await expect(pathsOf(folder)).rejects.toBeInstanceOf(UnreadableFile);
});
