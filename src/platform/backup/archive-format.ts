import { z } from 'zod';

/**
 * A backup is a tar file under gzip: `lumbung.json` (this header), `files/<key>` (uploaded files), `tables/<name>/<part>` (PostgreSQL's
 * text COPY, cut into parts of a few megabytes), `jobs.json` (work that waits), and last `manifest.json` (what must be there, with
 * sums). A file without its manifest was cut; one whose sums differ was altered.
 *
 * What is written for other programs (format 2) has one CSV file for each table instead, `dictionary.json` which says what stands in them, and
 * whatever else people may want to open.
 */
export const FORMAT = 1;
export const OPEN_FORMAT = 2;
export const HEADER = 'lumbung.json';
export const MANIFEST = 'manifest.json';
export const JOBS = 'jobs.json';
export const KEYS = 'secrets.json';
export const DICTIONARY = 'dictionary.json';

export const backupTable = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,63}$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]{1,63}$/)),
});
export type BackupTable = z.output<typeof backupTable>;

export const backupHeader = z.object({
  format: z.number().int(),
  /** Of package.json. */
  release: z.string(),
  madeAt: z.iso.datetime(),
  /** The migrations that this database had seen. */
  migrations: z.array(z.string()),
  tables: z.array(backupTable),
  /** Where each sequence stands. */
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  /** In which queues work waits. */
  queues: z.array(z.string()),
  /** The uploaded files stayed where they were: it goes back in its own place. */
  rowsAlone: z.boolean().optional(),
});
export type BackupHeader = z.output<typeof backupHeader>;

export const backupManifest = z.object({
  parts: z.array(z.object({ name: z.string(), sizeBytes: z.number().int(), sha256: z.string() })),
  /** Rows of each table. */
  rows: z.record(z.string(), z.number().int()),
});
export type BackupManifest = z.output<typeof backupManifest>;

export const waitingJob = z.object({ queue: z.string(), data: z.record(z.string(), z.unknown()) });
export type WaitingJob = z.output<typeof waitingJob>;
