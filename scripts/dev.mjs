// Development: pages reload by themselves (Vite); a change of server source restarts the server, while its database stays.
import { watch } from 'node:fs';
import { supervise } from '../src/entrypoints/supervisor.ts';

const FOLDERS = ['src/modules', 'src/platform', 'src/shared', 'src/entrypoints', 'src/messages', 'db/migrations'];
const supervised = supervise({ node: process.execPath, args: ['--demo'] });
let timer;
for (const folder of FOLDERS) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => supervised.restart(), 150);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void supervised.stop());
process.exit(await supervised.ended);
