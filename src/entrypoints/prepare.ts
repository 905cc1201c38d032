import { issueSetupCode } from '#modules/identity';
import type { Services } from '#platform/services';

/** What must be there before the first request, and what the console says once we listen. */
export const prepare = {
  /** Runs after the migrations and before the server listens. */
  async before(_services: Services, _demo: boolean, _say: (line: string) => void): Promise<void> {
    await Promise.resolve();
  },
  /** The address; on the first run also the code that unlocks the set-up page. */
  async announce(services: Services, origin: string, _demo: boolean): Promise<string[]> {
    return [`Lumbung: ${origin}`, ...(await setupLines(services, origin))];
  },
};

async function setupLines(services: Services, origin: string): Promise<string[]> {
  const code = await issueSetupCode(services);
  if (code === null) return [];
  return [
    '',
    `  Pemasangan pertama: buka ${origin}/pasang dan masukkan kode ${code}`,
    `  First set-up: open ${origin}/en/pasang and enter the code ${code}`,
    '',
  ];
}
