import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DumpTrouble } from './dump-trouble.ts';
import { allOf, eventsOf, inPieces, rowsOf } from './test-support.ts';
import { readDump } from './read-dump.ts';

const CREATE =
  "CREATE TABLE `t` (\n  `a` text COMMENT 'x, (y)',\n  `b` longblob,\n  `c` enum('p','o'),\n  KEY `a` (`a`(10))\n);\n";

const SIGNS: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\x1a': '\\Z',
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
};
const asMysqldump = (text: string): string => `'${[...text].map((sign) => SIGNS[sign] ?? sign).join('')}'`;
const asOldPhpMyAdmin = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const asHex = (bytes: Uint8Array): string => (bytes.length === 0 ? "''" : `0x${Buffer.from(bytes).toString('hex')}`);

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom("'); DROP --", '*/', '\\', "\\'", '\0\x1a\r\n', 'NULL', '', "Jum'at"),
);
const row = fc.record({
  a: fc.option(text),
  b: fc.option(fc.uint8Array({ maxLength: 20 })),
  c: fc.constantFrom('p', 'o', null),
});
type Row = { a: string | null; b: Uint8Array | null; c: string | null };

const dumpOf = (rows: readonly Row[], quote: (text: string) => string, single: boolean): string => {
  const tuples = rows.map(({ a, b, c }) => {
    const cells = [a === null ? 'NULL' : quote(a), b === null ? 'NULL' : asHex(b), c === null ? 'NULL' : quote(c)];
    return `(${cells.join(single ? ', ' : ',')})`;
  });
  const inserts = single
    ? tuples.map((one) => `INSERT INTO \`t\` (\`a\`, \`b\`, \`c\`) VALUES ${one};`)
    : [`INSERT INTO \`t\` VALUES ${tuples.join(',')};`];
  return `-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n${CREATE}${rows.length ? inserts.join('\n') : ''}\n-- Dump completed\n`;
};

describe('what was written comes back', () => {
  test.for([
    ['mysqldump, many rows a statement', asMysqldump, false],
    ['mysqldump, a row each', asMysqldump, true],
    ['doubled quotes', asOldPhpMyAdmin, true],
  ] as const)('%s', async ([, quote, single]) => {
    const each = fc.asyncProperty(
      fc.array(row, { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, length) => {
        expect(await rowsOf(dumpOf(rows, quote, single), 't', length)).toEqual(rows.map(({ a, b, c }) => [a, b, c]));
      },
    );
    await fc.assert(each, { numRuns: 150 });
  });

  test('bytes in quotes are bytes where the column says so', async () => {
    const dump = Buffer.concat([
      Buffer.from(`${CREATE}INSERT INTO t VALUES ('é',_binary '`),
      Buffer.from([0xff, 0xfe, 0x5c, 0x30]),
      Buffer.from(`','p');`),
    ]);
    expect(await rowsOf(dump, 't')).toEqual([['é', Uint8Array.of(0xff, 0xfe, 0), 'p']]);
  });
});

test('values of every form', async () => {
  const dump = `CREATE TABLE t (a int, b int, c int, d int, e int, f int, g int, h int);
    REPLACE INTO db.t VALUES (-5, 1.2e20 , x'4142', b'101', TRUE, now(), "a""b\\%\\q", _utf8mb4'é') ON DUPLICATE KEY UPDATE a=';';`;
  const bits = Uint8Array.of(5);
  expect(await rowsOf(dump, 't')).toEqual([
    ['-5', '1.2e20', Uint8Array.of(0x41, 0x42), bits, '1', null, 'a"b\\%q', 'é'],
  ]);
});

test('the order of the columns is that of the dump, or of the statement', async () => {
  const dump = 'CREATE TABLE `t` (`b` int, `a` int);INSERT INTO t VALUES (1,2);INSERT INTO `t` (`a`,`b`) VALUES (3,4);';
  const events = await eventsOf(Buffer.from(dump));
  const named = events.flatMap((event) =>
    event.type === 'rows' ? [[event.columns.map(({ name }) => name).join(), event.rows]] : [],
  );
  expect(named).toEqual([
    ['b,a', [['1', '2']]],
    ['a,b', [['3', '4']]],
  ]);
});

test('comments, triggers with their own end sign, views and statements of other kinds are gone past', async () => {
  const dump = `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n# it's;\n/* ; ' */ ${CREATE}
    /*!40000 ALTER TABLE t DISABLE KEYS */;
    DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=\`a\`@\`b\`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN
      INSERT INTO t VALUES ('never', NULL, 'p'); END */;;\nDELIMITER ;
    INSERT INTO t VALUES (/* ( */'ya',NULL,'p') -- dan
      ,('lagi',NULL,'o');\n-- Dump completed on 2026-11-20`;
  expect((await rowsOf(dump, 't')).map(([a]) => a)).toEqual(['ya', 'lagi']);
});

test('the character set that the dump names is followed, wherever it names it', async () => {
  const dump = Buffer.concat([
    Buffer.from(`${CREATE}/*!40101 SET NAMES latin1 */;INSERT INTO t VALUES ('Caf`),
    Buffer.from([0xe9, 0x93, 0x81]),
    Buffer.from(`',NULL,'p');SET NAMES 'utf8mb4';INSERT INTO t VALUES ('Café',NULL,'p');`),
  ]);
  expect((await rowsOf(dump, 't')).map(([a]) => a)).toEqual(['Café“\u0081', 'Café']);
  await expect(eventsOf(Buffer.from('SET NAMES sjis;'))).rejects.toMatchObject({ code: 'charset' });
});

test('what the maker says of its rows is told', async () => {
  const dump = `-- mysqldump-php https://x\n${CREATE}INSERT INTO t VALUES ('1',NULL,'p');\n-- Dumped table \`t\` with 1 row(s)\n-- Dump completed on: x`;
  expect(await eventsOf(Buffer.from(dump))).toEqual([
    { type: 'stated', table: 't', count: 1 },
    expect.objectContaining({ type: 'rows', table: 't', count: 1 }),
    { type: 'end', maker: 'slims' },
  ]);
});

describe('refusals', () => {
  const rows: Row[] = [
    { a: "Jum'at; (Kliwon)", b: Uint8Array.of(1), c: 'p' },
    { a: 'dua', b: null, c: null },
  ];

  test('a dump that was cut off anywhere is never taken for a whole one', async () => {
    const whole = dumpOf(rows, asMysqldump, false);
    const last = whole.indexOf('-- Dump completed');
    for (let length = 40; length < last + 10; length += 1) {
      await expect(eventsOf(Buffer.from(whole.slice(0, length)), 50), `${length}`).rejects.toMatchObject({
        code: 'cut',
      });
    }
  });

  test('any bytes give rows or a refusal, nothing else', async () => {
    const soup = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(...`'"\`\\;,()-#/*!0xN_ \n`, 'INSERT INTO t VALUES ', CREATE, 'NULL', 'DELIMITER ', "'a'"),
          { maxLength: 30 },
        )
        .map((parts) => Buffer.from(parts.join(''))),
    );
    const each = fc.asyncProperty(soup, fc.integer({ min: 1, max: 64 }), async (bytes, length) => {
      try {
        await eventsOf(Buffer.from(bytes), length);
      } catch (error) {
        expect(error).toBeInstanceOf(DumpTrouble);
      }
    });
    await fc.assert(each, { numRuns: 600 });
  });

  test.for([
    ['a file of Windows PowerShell', Buffer.from('\ufeffCREATE', 'utf16le'), 'utf16'],
    ['nothing', Buffer.alloc(0), 'not_a_dump'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'not_a_dump'],
    ['rows without their columns', Buffer.from('INSERT INTO t VALUES (1);'), 'columns_unknown'],
    ['a row that is too short', Buffer.from(`${CREATE}INSERT INTO t VALUES (1);`), 'row_width'],
    ['a formula', Buffer.from(`${CREATE}INSERT INTO t VALUES (1+pi(),1,1);`), 'value'],
    ['rows of another table', Buffer.from(`${CREATE}INSERT INTO t SELECT * FROM u;`), 'value'],
    ['two databases', Buffer.from('USE a; USE b;'), 'databases'],
  ] as const)('%s', async ([, bytes, code]) => {
    await expect(eventsOf(bytes, 64)).rejects.toMatchObject({ code });
  });

  test('a row that is longer than memory should hold', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${CREATE}INSERT INTO t VALUES ('`);
      const piece = Buffer.alloc(4 * 1024 * 1024, 'x');
      for (;;) yield await Promise.resolve(piece);
    }
    await expect(allOf(readDump(endless(), () => false))).rejects.toMatchObject({
      code: 'too_long',
      params: { table: 't' },
    });
  });
});

test('rows of tables that nobody wants are counted', async () => {
  const bytes = Buffer.from(dumpOf([{ a: ')(', b: null, c: 'p' }], asMysqldump, false));
  const events = await allOf(readDump(inPieces(bytes, 3), () => false));
  expect(events[0]).toMatchObject({ table: 't', rows: null, count: 1 });
});
