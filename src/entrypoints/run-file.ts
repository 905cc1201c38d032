import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where a running server's bundled database is. */
const shape = z.object({ pid: z.number(), socketDir: z.string(), database: z.string() });
type RunFile = z.output<typeof shape>;

const runFilePath = (dataDir: string): string => join(dataDir, 'run.json');

/** Written whole or not at all, since a command may read it at any moment. */
export function writeRunFile(dataDir: string, content: RunFile): void {
  const path = runFilePath(dataDir);
  writeFileSync(`${path}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export const removeRunFile = (dataDir: string): void => rmSync(runFilePath(dataDir), { force: true });

/** Null while no server has said where its database is. */
export function readRunFile(dataDir: string): RunFile | null {
  try {
    return shape.parse(JSON.parse(readFileSync(runFilePath(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
