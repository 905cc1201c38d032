import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from './config.ts';

/** The release of this checkout, of package.json. */
export const releaseOf = (config: Pick<Config, 'root'>): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(config.root, 'package.json'), 'utf8'))).version;
