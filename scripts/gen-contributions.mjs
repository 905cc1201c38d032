// Writes src/entrypoints/contributed/<kind>.ts: what every module contributes of a kind, in the order in which modules build.
// A module contributes by a constant of that name in a file of its own (KINDS). `--verify`: only compares.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { LAYERS } from '../.dependency-cruiser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const into = join(root, 'src/entrypoints/contributed');

/** The constant, the module's file in which it stands, and what the gathered list holds. */
const KINDS = [
  { name: 'api', file: 'http', says: 'The routes of every module.' },
  { name: 'jobs', file: 'jobs', says: 'The work that every server process takes from the queues.' },
  { name: 'asked', file: 'jobs', says: 'What people can ask the worker for, beside papers.' },
  { name: 'personalData', file: 'personal-data', says: 'What each module knows of a member.' },
  { name: 'retention', file: 'personal-data', says: 'What goes after its time.' },
  { name: 'permissions', file: 'permissions', says: 'What roles can allow.' },
  { name: 'notices', file: 'notices', says: 'The kinds of notices.' },
  { name: 'places', file: 'places', says: 'The pages of staff that stand in menus.' },
  { name: 'firstSteps', file: 'places', says: 'What a new network does first.' },
  { name: 'accountPlaces', file: 'places', says: 'The pages of a member that stand in the account.' },
  { name: 'facts', file: 'facts', says: 'What modules count of every day.' },
  { name: 'promiseMeasures', file: 'promise-measures', says: 'What can be measured beside promises to everybody.' },
  { name: 'panels', file: 'panels', says: 'Parts that modules show on pages of others.' },
  { name: 'mailTakers', file: 'mail-takers', says: 'Who takes mails that are no matter of the service desk.' },
  { name: 'embeds', file: 'embeds', says: 'What writings can show of modules, as it is when they are read.' },
  { name: 'stakes', file: 'stakes', says: 'What modules have at stake in rows of modules below.' },
  { name: 'columns', file: 'personal-data', says: 'What every column of the database knows of people.' },
];

const kebab = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (path) => path.replaceAll(/[/-](\w)/g, (_, letter) => letter.toUpperCase());

function gathered({ name, file, says }) {
  const having = LAYERS.flat().filter((module) => {
    const path = join(root, 'src/modules', module, `${file}.ts`);
    return existsSync(path) && new RegExp(`^export const ${name}\\b`, 'm').test(readFileSync(path, 'utf8'));
  });
  if (having.length === 0) return null;
  const imports = having.map((module) => `import { ${name} as ${camel(module)} } from '#modules/${module}/${file}';`);
  const list = having.map((module) => `...${camel(module)}`).join(', ');
  return `// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; \`npm run check\` compares.\n${imports.join('\n')}\n\n/** ${says} */\nexport const ${name} = [${list}] as const;\n`;
}

const config = (await resolveConfig(join(into, 'x.ts'))) ?? {};
const wanted = new Map();
for (const kind of KINDS) {
  const text = gathered(kind);
  if (text !== null) wanted.set(`${kebab(kind.name)}.ts`, await format(text, { ...config, parser: 'typescript' }));
}

mkdirSync(into, { recursive: true });
const there = readdirSync(into);
const wrong = [...wanted].filter(
  ([name, text]) => !there.includes(name) || readFileSync(join(into, name), 'utf8') !== text,
);
const over = there.filter((name) => !wanted.has(name));
if (process.argv.includes('--verify')) {
  const names = [...wrong.map(([name]) => name), ...over];
  if (names.length > 0) {
    console.error(
      `src/entrypoints/contributed is behind the modules (${names.join(', ')}): node scripts/gen-contributions.mjs`,
    );
    process.exit(1);
  }
} else {
  for (const [name, text] of wrong) writeFileSync(join(into, name), text);
  for (const name of over) rmSync(join(into, name));
}
