import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The address of every file that was built for browsers: those alone are sent without a look at anything. @param folder `build/client` */
export const assetsIn = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`),
  );
