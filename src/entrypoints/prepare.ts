import type { Services } from '#platform/services';

/** What must be there before the first request, and what the console says once we listen. */
export const prepare = {
  /** Runs after the migrations and before the server listens. */
  async before(_services: Services, _demo: boolean, _say: (line: string) => void): Promise<void> {
    await Promise.resolve();
  },
  async announce(_services: Services, origin: string, _demo: boolean): Promise<string[]> {
    return Promise.resolve([`Lumbung: ${origin}`]);
  },
};
