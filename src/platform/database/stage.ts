import { constants, accessSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';

export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Can this account walk to the folder? Parents that do not exist yet are passed over: we shall make them readable. */
export function canReach(path: string, who: ServerAccount): boolean {
  for (let dir = resolve(path); ; dir = dirname(dir)) {
    if (existsSync(dir)) {
      const stats = statSync(dir);
      const bit = stats.uid === who.uid ? 0o100 : stats.gid === who.gid ? 0o010 : 0o001;
      if (!(stats.mode & bit)) return false;
    }
    if (dir === parse(dir).root) return true;
  }
}

/** Copies PostgreSQL's binaries (60 MB) to a place that the account can reach, once per version. */
export function stageBinaries(native: string, to: string): string {
  if (!existsSync(join(to, 'bin/postgres'))) {
    const partial = `${to}.part-${process.pid}`;
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    rmSync(to, { recursive: true, force: true });
    renameSync(partial, to);
  }
  accessSync(join(to, 'bin/postgres'), constants.X_OK);
  return to;
}
