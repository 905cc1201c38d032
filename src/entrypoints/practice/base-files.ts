import { existsSync, renameSync, rmSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';

/** Beside the files in which trainees work: those that copies are made of. */
const baseOf = (filesDir: string): string => `${filesDir}-base`;
/** Until they are whole. */
const makingOf = (filesDir: string): string => `${filesDir}-making`;

/** Whether there are files that copies are made of. */
export const hasBaseFiles = (filesDir: string): boolean => existsSync(baseOf(filesDir));

/** An empty place for the files of a base; what was cut off goes. */
export function beginBaseFiles(filesDir: string): string {
  rmSync(makingOf(filesDir), { recursive: true, force: true });
  return makingOf(filesDir);
}

/** What was made becomes the base, in the place of the one of before. */
export function endBaseFiles(filesDir: string): void {
  rmSync(baseOf(filesDir), { recursive: true, force: true });
  renameSync(makingOf(filesDir), baseOf(filesDir));
}

/** Throws away the files that trainees changed and copies those of the base. */
export async function copyBaseFiles(filesDir: string): Promise<void> {
  await rm(filesDir, { recursive: true, force: true });
  await cp(baseOf(filesDir), filesDir, { recursive: true });
}
