import { z } from 'zod';

export const migrateInput = z.object({
  /** Where the dump lies on this machine. */
  path: z.string().min(1).max(4000),
  /** Code of the library whose system it is; left out: the main library, or the only one. */
  library: z.string().trim().min(1).max(40).optional(),
  dryRun: z.boolean().default(false),
  /** Where the pictures of the old system lie on this machine: a folder or an archive; left out: none come. */
  files: z.string().min(1).max(4000).optional(),
});
export type MigrateInput = z.input<typeof migrateInput>;
