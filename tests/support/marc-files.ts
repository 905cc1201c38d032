import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const own = join(root, 'tests/fixtures/marc');
/** Larger files of other libraries lie beside the project on some machines; they are not ours to keep. */
const foreign = ['../shared/marc', '../../shared/marc']
  .map((path) => resolve(root, path))
  .find((path) => existsSync(path));

/** A file of MARC records as another system wrote it. */
export interface MarcFile {
  name: string;
  path: string;
}

/** Where a small file of ours is, and the large one of its kind, where that lies beside the project: what is asked holds for both. */
export function marcFiles<Expected extends object>(
  ours: Record<string, Expected>,
  ofOthers: Record<string, Expected>,
): (MarcFile & Expected)[] {
  const at = (folder: string, files: Record<string, Expected>) =>
    Object.entries(files).map(([name, expected]) => ({ name, path: join(folder, name), ...expected }));
  return [...at(own, ours), ...(foreign === undefined ? [] : at(foreign, ofOthers))];
}
