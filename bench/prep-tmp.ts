import { prepareLibrary } from './prepare-library.ts';
import { mkdirSync, chmodSync } from 'node:fs';
const dir = process.argv[2]!; mkdirSync(dir, {recursive:true}); chmodSync(dir, 0o755);
const p = await prepareLibrary(dir, Number(process.argv[3]), (l) => console.log(new Date().toISOString(), l));
console.log(JSON.stringify(p));
