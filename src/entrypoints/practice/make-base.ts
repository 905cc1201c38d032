/**
 * Makes what copies of the practice space are made of, in a process of its own that gives its memory back: the sample city of today with ten
 * places for trainees. Started by practice/keep-practice.ts.
 */
import { randomBytes } from 'node:crypto';
import { readConfig } from '#platform/config';
import { loadDemo } from '../../../db/demo/load.ts';
import { loadDeskHelp } from '../../../db/demo/load-desk-help.ts';
import { loadDigital } from '../../../db/demo/load-digital.ts';
import { loadPractice } from '../../../db/demo/load-practice.ts';
import { loadSitePapers } from '../../../db/demo/load-site.ts';
import { bootMaking } from '../boot.ts';
import { beginBaseFiles, endBaseFiles } from './base-files.ts';
import { BASE_IN_THE_MAKING, bundledAddress } from './databases.ts';

const quiet = (): void => undefined;
/** Nobody ever learns it: whoever comes in comes by a pass. */
const unknown = (): string => randomBytes(24).toString('base64url');

const config = readConfig();
const { socketDir } = config;
if (!config.practice || socketDir === null) throw new Error('started by the server alone');
const filesDir = beginBaseFiles(config.filesDir);
const making = await bootMaking(
  { ...config, filesDir },
  bundledAddress(config, { socketDir, database: BASE_IN_THE_MAKING }),
);
const password = unknown();
const { jobServices } = making;
await loadDemo(jobServices, quiet, { password, pin: unknown() });
await loadDigital(jobServices);
await loadSitePapers(jobServices);
await loadDeskHelp(jobServices);
await loadPractice(jobServices, password);
await making.stop();
endBaseFiles(config.filesDir);
process.exit(0);
