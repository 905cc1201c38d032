import { constants, type Dirent } from 'node:fs';
import { lstat, open, opendir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bytesOf, codeOf, UnreadableFile, type FileSource, type FoundFile } from './found-file.ts';

/** SLiMS has two folders above a picture; a folder that holds itself by a mount has an end. */
const DEEPEST = 12;

/** A link that was put there since, or one of the folders above that became a link, is not followed. */
async function* bytesAt(root: string, path: string): AsyncGenerator<Uint8Array> {
  const at = join(root, path);
  try {
    if ((await realpath(at)) !== at) throw new UnreadableFile('forbidden', null);
    const file = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      if (!(await file.stat()).isFile()) throw new UnreadableFile('forbidden', null);
      yield* bytesOf(file.createReadStream({ autoClose: false }));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(error);
  }
}

/** A disk that fails is another matter. */
function unreadable(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UnreadableFile('gone', error);
  return code === 'EACCES' || code === 'EPERM' || code === 'ELOOP' ? new UnreadableFile('forbidden', error) : error;
}

async function sizeAt(root: string, path: string): Promise<number> {
  try {
    return (await lstat(join(root, path))).size;
  } catch (error) {
    throw unreadable(error);
  }
}

/** What lies in a folder; one that may not be looked into (`lost+found` of a disk) or that is gone has nothing, but for the one that was chosen. */
async function* entriesOf(root: string, path: string, closed: Set<string>): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(join(root, path));
  } catch (error) {
    if (path === '' || !(unreadable(error) instanceof UnreadableFile)) throw error;
    closed.add(path);
  }
}

/** @param name what the folder itself is called, for whoever chose `images/docs` */
async function* filesIn(root: string, name: string, closed: Set<string>): AsyncGenerator<FoundFile> {
  const folders = [{ path: '', depth: 0 }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    const { path, depth } = next;
    for await (const entry of entriesOf(root, path, closed)) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory() && depth < DEEPEST) folders.push({ path: below, depth: depth + 1 });
      if (entry.isFile())
        yield {
          path: `${name}/${below}`,
          size: async () => sizeAt(root, below),
          bytes: () => bytesAt(root, below),
        };
    }
  }
}

/** The files of a folder. Throws {@link UnreadableFile} where it may not be looked into; one in it that may not is passed over. */
export function folderSource(path: string): FileSource {
  const closed = new Set<string>();
  async function* files(): AsyncGenerator<FoundFile> {
    try {
      yield* filesIn(await realpath(path), basename(path), closed);
    } catch (error) {
      throw unreadable(error);
    }
  }
  const isThere = async (): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;
  return { files, closed, isThere };
}
