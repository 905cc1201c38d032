import { createReadStream, createWriteStream, lstatSync, mkdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack as openPack, type Pack } from 'tar-stream';

export interface Packing {
  root: string;
  /** From the root, sorted. */
  files: readonly string[];
  /** Files that are not in the project: path and text. */
  written: Readonly<Record<string, string>>;
  /** The one folder that the archive unpacks to. */
  folder: string;
  /** Of every file: the same sources give the same archive. */
  time: Date;
  /** Of gzip, 1 (fast) to 9 (which takes twice the time of 6 for nothing that counts here). */
  level: number;
}

async function addFile(tar: Pack, { root, folder, time: mtime }: Packing, path: string): Promise<void> {
  const from = join(root, path);
  const stat = lstatSync(from);
  const name = `${folder}/${path}`;
  if (stat.isSymbolicLink()) {
    tar.entry({ name, type: 'symlink', linkname: readlinkSync(from), mtime });
    return;
  }
  const entry = tar.entry({ name, size: stat.size, mode: stat.mode & 0o111 ? 0o755 : 0o644, mtime });
  await pipeline(createReadStream(from), entry);
}

/** Writes the archive; under its name it is there only when it is whole. */
export async function pack(packing: Packing, to: string): Promise<void> {
  const tar = openPack();
  const add = async (): Promise<void> => {
    for (const [path, text] of Object.entries(packing.written)) {
      tar.entry({ name: `${packing.folder}/${path}`, mode: 0o644, mtime: packing.time }, text);
    }
    for (const path of packing.files) await addFile(tar, packing, path);
    tar.finalize();
  };
  mkdirSync(dirname(to), { recursive: true });
  const unfinished = `${to}.part`;
  try {
    const writing = pipeline(tar, createGzip({ level: packing.level }), createWriteStream(unfinished));
    await Promise.all([add(), writing]);
    renameSync(unfinished, to);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
