import { issueSetupCode } from '#modules/ground/identity';
import type { Services } from '#platform/services';
import { keepSampleApart } from './sample-folder.ts';
import { loadDemo } from '../../db/demo/load.ts';
import { loadDeskHelp } from '../../db/demo/load-desk-help.ts';
import { loadDigital } from '../../db/demo/load-digital.ts';
import { loadSitePapers } from '../../db/demo/load-site.ts';
import { readCity } from '../../db/demo/read-city.ts';

/** What must be there before the first request, and what the console says once we listen. */
export const prepare = {
  /** Runs after the migrations and before the server listens. */
  async before(services: Services, demo: boolean, say: (line: string) => void): Promise<void> {
    await keepSampleApart(services.db, services.config, demo);
    if (!demo) return;
    say('Kota contoh … / The sample city …');
    const outcome = await loadDemo(services, say);
    if (outcome !== 'loaded') return;
    await loadDigital(services);
    await loadSitePapers(services);
    await loadDeskHelp(services);
  },
  /** The address; with the sample city its sign-ins, on the first run the code that unlocks the set-up page. */
  async announce(services: Services, origin: string, demo: boolean): Promise<string[]> {
    const { publicUrl, publicUrlSet } = services.config;
    const known = publicUrlSet ? [`  Alamat umum / public address (PUBLIC_URL): ${publicUrl}`] : [];
    return [
      '',
      `Lumbung: ${origin}`,
      ...known,
      ...(demo ? sampleLines(origin) : []),
      ...(await setupLines(services, origin)),
    ];
  },
};

function sampleLines(origin: string): string[] {
  const { members, staff } = readCity();
  const names = staff.staff.map((one) => one.username);
  return [
    '',
    `  Petugas / staff:   ${origin}/masuk   ${names[0] ?? ''} / ${staff.password}`,
    `                     (juga / also: ${names.slice(1).join(', ')})`,
    `  Anggota / member:  ${origin}/masuk   ${members.members[0]?.number ?? ''} / PIN ${members.pin}`,
    `  API:               ${origin}/api/v1/docs`,
    '',
    '  Ctrl-C untuk berhenti. / Ctrl-C to stop.',
  ];
}

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
