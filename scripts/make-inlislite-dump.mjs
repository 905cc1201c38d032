// Writes a dump of an invented INLISLite 3 for trials of moving in: node scripts/make-inlislite-dump.mjs FILE.sql [TITLES] [mysqldump|mysql8|phpmyadmin|inlislite]
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inlisliteDump, STYLES } from '../tests/support/inlislite-dump.ts';

const [path, titles = '1000', style = 'mysqldump'] = process.argv.slice(2);
const known = STYLES.find((one) => one === style);
if (!path || !/^\d+$/.test(titles) || !known) {
  console.error('node scripts/make-inlislite-dump.mjs FILE.sql [TITLES] [mysqldump|mysql8|phpmyadmin|inlislite]');
  process.exit(2);
}
await pipeline(Readable.from(inlisliteDump({ style: known, titles: Number(titles) })), createWriteStream(path));
