import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSource, type Elsewhere } from '#modules/collection/copying';
import { readConfig } from '#platform/config';
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askElsewhere } from '../ask-elsewhere.ts';

const t = useTestDb();
const limits = { patience: 8000, mostBytes: 200_000, mostRecords: 10 };
const has = (program: string): boolean => spawnSync(program, ['-V'], { stdio: 'ignore' }).error === undefined;
/** What is proven on a machine with the program is the real thing; on one without it, that people are told so. */
const yaz = has('yaz-client');
const zebra = yaz && has('zebrasrv') && has('zebraidx');
const ztest = yaz && has('yaz-ztest');
let folder = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumbung-uji-z3950-'));
});
beforeEach(async () => {
  await t.db.deleteFrom('recordSource').execute();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}
const isOpen = async (port: number): Promise<boolean> =>
  new Promise((answered) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      answered(true);
    });
    socket.on('error', () => answered(false));
  });

/** Starts a server and returns when it listens. */
async function serve(program: string, args: (port: number) => string[]): Promise<number> {
  const port = await freePort();
  children.push(spawn(program, args(port), { cwd: folder, stdio: 'ignore' }));
  await expect.poll(async () => isOpen(port), { timeout: 15_000 }).toBe(true);
  return port;
}

const source = async (port: number, database: string, name = 'Sasaran Z'): Promise<unknown> =>
  createSource(
    t.ctx(),
    { config: readConfig({ OUTGOING_HOSTS: '127.0.0.1' }) },
    { kind: 'z3950', name, address: `z3950://127.0.0.1:${port}/${database}` },
  );
const askWith = async (
  program: string | undefined,
  sought: Parameters<typeof askElsewhere>[2],
  more: Partial<typeof limits> = {},
): Promise<Elsewhere> =>
  askElsewhere(
    t.ctx(),
    { config: readConfig({ OUTGOING_HOSTS: '127.0.0.1', ...(program !== undefined && { YAZ_CLIENT: program }) }) },
    sought,
    { ...limits, ...more },
  );
const troubleIn = ({ asked }: Elsewhere) => asked[0]?.trouble;

test('the test server of YAZ is asked, or it is said that the program is not here', async () => {
  const port = ztest ? await serve('yaz-ztest', (at) => [`tcp:127.0.0.1:${at}`]) : 1;
  await source(port, 'Default');
  const answer = await askWith(undefined, { words: 'komputer' });
  if (!ztest) {
    expect(troubleIn(answer)).toBe(yaz ? 'unreachable' : 'absent');
    return;
  }
  expect(troubleIn(answer)).toBeNull();
  const titles = answer.titles.map(({ records }) => records[0]?.derived.title);
  if (answer.asked[0]?.found !== 0) expect(titles).toContain('How to program a computer');
  await t.db.deleteFrom('recordSource').execute();
  await source(port, 'Tiada');
  const missing = await askWith(undefined, { words: 'komputer' });
  expect(missing.asked).toMatchObject([{ trouble: 'diagnostic', said: 'Database unavailable: Tiada' }]);
});

/** The fields by which a Z39.50 server of Zebra finds MARC records. */
const ABSTRACT = `name usmarc
attset bib1.att
marc usmarc.mar
tagset tagsetm.tag
all any
${[
  ['020', 'ISBN'],
  ['022', 'ISSN'],
  ['245', 'title'],
]
  .map(([tag, name]) => `elm ${tag} ${name} -\nelm ${tag}/? ${name} !:w\nelm ${tag}/?/a ${name} !:w`)
  .join('\n')}
`;

test('real records are found in Zebra by ISBN and by words, in MARC-8 and in UTF-8, or it is said that the program is not here', async () => {
  const records = join(folder, 'rec');
  await cp(resolve(import.meta.dirname, '../../../../../tests/fixtures/marc'), records, { recursive: true });
  const own = writeIso2709({
    leader: '00000nam a2200000 i 4500',
    fields: [
      { tag: '001', value: 'z-1' },
      { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: '9793062797' }] },
      {
        tag: '245',
        ind1: '1',
        ind2: '0',
        subfields: [{ code: 'a', value: 'Laskar Pelangi · ꦭꦱ꧀ꦏꦂ' }],
      },
    ],
  });
  if (!own.ok) throw new Error('a record could not be written');
  await writeFile(join(records, 'sendiri.mrc'), own.bytes);
  await writeFile(join(folder, 'perpus.abs'), ABSTRACT);
  await writeFile(
    join(folder, 'zebra.cfg'),
    [
      `profilePath: ${folder}:/usr/share/idzebra-2.0/tab`,
      'attset: bib1.att',
      'recordType.mrc: grs.marc.perpus',
      'storeData: 1',
      'storeKeys: 1',
      `register: ${folder}:50M`,
      `lockDir: ${folder}`,
      `keyTmpDir: ${folder}`,
    ].join('\n'),
  );
  let port = 1;
  if (zebra) {
    for (const command of [['init'], ['update', 'rec']])
      expect(spawnSync('zebraidx', ['-c', 'zebra.cfg', ...command], { cwd: folder }).status).toBe(0);
    port = await serve('zebrasrv', (at) => ['-c', 'zebra.cfg', `tcp:127.0.0.1:${at}`]);
  }
  await source(port, 'Default', 'Zebra');
  const byWords = await askWith(undefined, { words: 'symphony' });
  if (!zebra) {
    expect(troubleIn(byWords)).toBe(yaz ? 'unreachable' : 'absent');
    return;
  }
  const symphony = byWords.titles[0]?.records[0];
  expect(symphony?.derived).toMatchObject({ title: 'Symphony no. 9' });
  // MARC-8 has the caron before its letter: it is read as the composed letter
  expect(symphony?.derived.mainAuthor?.normalize('NFC')).toMatch(/^Dvořák/);
  // thirteen figures find nothing, the ten of the old book do
  const byNumber = await askWith(undefined, { isbn: '9789793062792' });
  expect(byNumber.titles.map(({ records: [first] }) => first?.derived.title)).toEqual(['Laskar Pelangi · ꦭꦱ꧀ꦏꦂ']);
  const odd = await askWith(undefined, { words: 'symphony"\n!touch x\nfind @attr 1=4 \\"jazz @or' });
  expect(odd.asked).toMatchObject([{ found: 0, trouble: null }]);
});

test('without the program people are told that it is not here', async () => {
  await source(1, 'Default');
  expect(troubleIn(await askWith(join(folder, 'tiada'), { words: 'apa' }))).toBe('absent');
});

/** A program that answers as `yaz-client` does, and writes down what it was told. */
async function standIn(name: string, script: string): Promise<{ program: string; told: () => Promise<string> }> {
  const program = join(folder, name);
  const log = join(folder, `${name}.log`);
  await writeFile(
    program,
    `#!${process.execPath}
const fs = require('node:fs');
const file = process.argv[process.argv.indexOf('-m') + 1];
const say = (text) => process.stdout.write(text);
fs.writeFileSync(${JSON.stringify(log)}, JSON.stringify({ args: process.argv.slice(2), env: Object.keys(process.env), pid: process.pid, cwd: process.cwd() }) + '\\n');
const answers = (${script});
let held = '';
process.stdin.on('data', (chunk) => {
  held += chunk;
  const lines = held.split('\\n');
  held = lines.pop();
  for (const one of lines) {
    fs.appendFileSync(${JSON.stringify(log)}, one + '\\n');
    if (one === 'quit') process.exit(0);
    answers(one, say, (bytes) => fs.appendFileSync(file, bytes));
  }
});
`,
    { mode: 0o755 },
  );
  return { program, told: async () => readFile(log, 'utf8') };
}
const FOUND = (hits: number, more = '') =>
  `Sent searchRequest.\\nSearch was a success.\\nNumber of hits: ${hits}, setno 1\\n${more}Elapsed: 0.1\\n`;
const RECORD = (title: string): string => {
  const written = writeIso2709({
    leader: '00000nam a2200000 i 4500',
    fields: [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: title }] }],
  });
  if (!written.ok) throw new Error('a record could not be written');
  return Buffer.from(written.bytes).toString('base64');
};
const answering = (hits: number, bytes: string): string => `(line, say, keep) => {
  if (line.startsWith('open')) say('Connecting...OK.\\nConnection accepted by v3 target.\\nElapsed: 0.1\\n');
  if (line.startsWith('find')) say('${FOUND(hits)}');
  if (line.startsWith('show')) { keep(Buffer.from('${bytes}', 'base64')); say('Records: 1\\nnextResultSetPosition = 2\\nElapsed: 0.1\\n'); }
}`;

test('what was typed is never more than words of one query, and the program gets nothing of our surroundings', async () => {
  const { program, told } = await standIn('patuh', answering(1, RECORD('Olenka')));
  await source(210, 'Umum');
  const typed = 'olenka"\nquit\r\n!id\u2028. rc\t@attr 1=1016 \\" \' ; | `x` $(y) @and @or {z} '.repeat(2);
  const { titles } = await askWith(program, { words: typed });
  expect(titles[0]?.records[0]?.derived.title).toBe('Olenka');
  const [first = '', ...lines] = (await told()).trim().split('\n');
  expect(lines).toEqual([
    'open tcp:127.0.0.1:210/Umum',
    'format usmarc',
    'elements F',
    `find ${'@and '.repeat(9)}${['olenka', 'quit', 'id', 'rc', 'attr', '1', '1016', 'x', 'y', 'and'].map((word) => `@attr 1=4 ${word}`).join(' ')}`,
    'show 1+1',
    'quit',
  ]);
  const { env, cwd } = JSON.parse(first) as { env: string[]; cwd: string };
  expect(env.toSorted()).toEqual(['HOME', 'LANG', 'PATH', 'TERM']);
  // the folder in which it wrote is gone
  expect(await readdir(cwd).catch(() => 'gone')).toBe('gone');
  await askWith(program, { isbn: '9786023850211' });
  expect(await told()).toContain('find @attr 1=7 9786023850211\n');
  await askWith(program, { issn: '0125-9008' });
  expect(await told()).toContain('find @attr 1=8 0125-9008\n');
});

const XML = Buffer.from(
  `<?xml version="1.0"?><record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Rafilus</subfield></datafield></record>`.repeat(
    2,
  ),
).toString('base64');

test.each([
  ['records in MARCXML', answering(2, XML), null],
  ['nothing', answering(0, ''), null],
  ['records that are none', answering(1, Buffer.from('bukan cantuman').toString('base64')), 'damaged'],
  ['hits of which none comes', answering(1, ''), 'other_schema'],
  ['a flood', "(line, say) => { if (line.startsWith('find')) say('x'.repeat(2_000_000)); }", 'too_large'],
  ['records without end', answering(1, Buffer.from('x'.repeat(300_000)).toString('base64')), 'too_large'],
  ['silence', '() => undefined', 'slow'],
  ['its own end', '() => process.exit(3)', 'unreachable'],
  ['a refused connection', "(line, say) => say('Connecting...error = System (lower-layer) error\\n')", 'unreachable'],
  ['no to whoever knocks', "(line, say) => say('Connecting...OK.\\nConnection rejected by v3 target.\\n')", 'refused'],
  ['a page of HTML', "(line, say) => say('Content type does not appear to be XML\\nElapsed: 0\\n')", 'not_z3950'],
  [
    'a diagnostic',
    `(line, say) => { if (line.startsWith('find')) say('${FOUND(0, "    [114] Unsupported Use attribute -- v2 addinfo \\'7\\'\\n")}'); }`,
    'diagnostic',
  ],
])('a program that answers with %s', async (_what, script, trouble) => {
  const { program, told } = await standIn('aneh', script);
  await source(210, 'Umum');
  const answer = await askWith(program, { isbn: '9786023850211' }, { patience: trouble === 'slow' ? 1500 : 8000 });
  expect(troubleIn(answer)).toBe(trouble);
  if (trouble === 'diagnostic') expect(answer.asked[0]?.said).toBe('Unsupported Use attribute: 7');
  // it is gone with the answer
  const { pid } = JSON.parse((await told()).split('\n', 1)[0] ?? '') as { pid: number };
  await expect.poll(() => isAlive(pid)).toBe(false);
});
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a server that knows one kind of records only is asked without saying which', async () => {
  const { program, told } = await standIn(
    'satu',
    `(() => { let plain = false; return (line, say, keep) => {
      if (line === 'elements') plain = true;
      if (line.startsWith('find')) say('${FOUND(1)}');
      if (line.startsWith('show') && !plain) say("Records: 1\\n    [25] Specified element set name not valid -- v2 addinfo 'F'\\nElapsed: 0\\n");
      if (line.startsWith('show') && plain) { keep(Buffer.from('${RECORD('Olenka')}', 'base64')); say('Records: 1\\nElapsed: 0\\n'); }
    }; })()`,
  );
  await source(210, 'Umum');
  expect((await askWith(program, { words: 'olenka' })).titles).toHaveLength(1);
  expect(await told()).toContain('show 1+1\nelements\nshow 1+1\nquit\n');
});

test('only public hosts are asked, whatever their name says', async () => {
  const { program, told } = await standIn('tertutup', answering(1, RECORD('Olenka')));
  const add = async (address: string): Promise<unknown> =>
    createSource(t.ctx(), { config: readConfig({}) }, { kind: 'z3950', name: address.slice(0, 80), address });
  const refused = { code: 'platform.invalid_input', fields: { address: expect.any(String) as unknown } };
  for (const address of [
    'z3950://127.0.0.1:210/Umum',
    'z3950://[::1]:210/Umum',
    'z3950://10.0.0.1/Umum',
    'https://katalog.example.org/',
    'z3950://siti:rahasia@katalog.example.org/Umum',
    'z3950://katalog.example.org:99999/Umum',
    'z3950://katalog.example.org/',
    'z3950://katalog.example.org/Umum%0Aquit',
    'z3950://katalog.example.org/Umum quit',
    'z3950://-oProxy/Umum',
    `z3950://${'a'.repeat(300)}/Umum`,
  ])
    await expect(add(address), address).rejects.toMatchObject(refused);
  await add('z3950://localhost:210/Umum');
  await add('z3950://2130706433:210/Umum');
  const answer = await askElsewhere(
    t.ctx(),
    { config: readConfig({ YAZ_CLIENT: program }) },
    { words: 'olenka' },
    limits,
  );
  expect(answer.asked.map(({ trouble }) => trouble)).toEqual(['not_public', 'not_public']);
  await expect(told()).rejects.toThrow('ENOENT');
});
