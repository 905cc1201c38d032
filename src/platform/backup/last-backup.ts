import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({ at: z.iso.datetime(), file: z.string() });

/** When the last backup was made, and into which file. */
export interface LastBackup {
  at: Date;
  file: string;
}

const pathIn = (dataDir: string): string => join(dataDir, 'last-backup.json');

/** Notes beside the data that they were backed up; the database stays as it is in the backup. */
export async function noteBackup(dataDir: string, { at, file }: LastBackup): Promise<void> {
  await writeFile(pathIn(dataDir), JSON.stringify({ at: at.toISOString(), file }));
}

/** The last backup of these data; null = none was ever made, or nobody knows. */
export async function readLastBackup(dataDir: string): Promise<LastBackup | null> {
  const text = await readFile(pathIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const { at, file } = shape.parse(JSON.parse(text));
    return { at: new Date(at), file };
  } catch {
    // a note that was cut off says nothing
    return null;
  }
}
