const GB = 1024 ** 3;
/** Of the whole machine: below it, memory is dearer than time. */
const SMALL = 4 * GB;

/**
 * How the server is started so that it keeps no more memory than it needs (docs/decisions/101, 153): a small nursery, one heap for what is not
 * JavaScript instead of one for each thread, one that can be asked to tidy its heap (tidy-at-rest.ts), and on a small PC a heap that is tidied
 * before it grows.
 * @param bytes memory that the machine, or the container, has
 */
export const serverMemory = (bytes: number): { flags: string[]; env: Record<string, string> } => ({
  flags: ['--max-semi-space-size=8', '--expose-gc', ...(bytes < SMALL ? ['--heap-growing-percent=20'] : [])],
  env: { MALLOC_ARENA_MAX: '1' },
});
