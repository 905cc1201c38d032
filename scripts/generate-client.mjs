// `npm run client [-- OPENAPI OUT]`: TypeScript types of the API, made from its own description (docs/api.md).
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

/** @param {import('openapi-typescript').OpenAPI3} document @returns {Promise<string>} a `.d.ts` */
export async function clientTypes(document) {
  return `// Made by \`npm run client\`; not for editing.\n${astToString(await openapiTS(document))}`;
}

/** @param {string} from */
const readDocument = async (from) => {
  if (!/^https?:/.test(from)) return JSON.parse(await readFile(from, 'utf8'));
  const answer = await fetch(from);
  if (!answer.ok) throw new Error(`${from} answered ${answer.status}`);
  return answer.json();
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const here = fileURLToPath(new URL('../docs/client/lumbung-api.d.ts', import.meta.url));
  const [from = 'http://127.0.0.1:3000/api/v1/openapi.json', out = here] = process.argv.slice(2);
  await writeFile(out, await clientTypes(await readDocument(from)));
  console.log(out);
}
