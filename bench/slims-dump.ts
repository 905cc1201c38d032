import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { capitalise, seeded, vocabulary } from './vocabulary.ts';

/** What a library of that many titles has of the rest; the budget names these. */
const COPIES = 1.5;
const MEMBERS = 0.2;
const LOANS = 5;
const FINES = 0.6;
const AUTHORS = 0.4;
const TOPICS = 600;
const WORDS = 20_000;
const PUBLISHERS = 40;
const DAY = 86_400_000;
const ROWS_A_STATEMENT = 1000;

type Value = string | number | null;

const quoted = (value: Value): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replace(/['\\]/g, '\\$&')}'`;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** One table as mysqldump writes it: its columns, then rows in long statements. */
async function writeTable(file: WriteStream, name: string, columns: string, rows: Iterable<Value[]>): Promise<void> {
  const create = columns.split(',').map((column) => `  \`${column}\` text`);
  file.write(`CREATE TABLE \`${name}\` (\n${create.join(',\n')}\n) ENGINE=MyISAM;\n`);
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    if (!file.write(`INSERT INTO \`${name}\` VALUES ${waiting.join(',')};\n`)) await once(file, 'drain');
    waiting = [];
  };
  for (const row of rows) {
    waiting.push(`(${row.map(quoted).join(',')})`);
    if (waiting.length === ROWS_A_STATEMENT) await flush();
  }
  await flush();
}

function* times<T>(count: number, of: (n: number) => T): Generator<T> {
  for (let n = 1; n <= count; n += 1) yield of(n);
}

/**
 * Writes a dump of a SLiMS of that many titles: half as many copies more, a fifth of it members (every fifth with an old password), five loans for
 * each title with their history, and fines. Everybody in it is invented; the same size gives the same dump.
 * @param today what runs is due around it
 */
export async function writeSlimsDump(path: string, size: number, today: Date): Promise<void> {
  const random = seeded(11);
  const { draw: word } = vocabulary(WORDS, random);
  const below = (count: number): number => 1 + Math.floor(random() * count);
  const name = (): string => capitalise(`${word()} ${word()}`);
  const [copies, members, loans] = [Math.round(size * COPIES), Math.round(size * MEMBERS), size * LOANS];
  const authors = Math.max(10, Math.round(size * AUTHORS));
  const now = today.getTime();
  const file = createWriteStream(path);
  file.write('-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n');
  const table = async (named: string, columns: string, rows: Iterable<Value[]>): Promise<void> =>
    writeTable(file, named, columns, rows);
  await table(
    'biblio',
    'biblio_id,gmd_id,title,sor,edition,isbn_issn,publisher_id,publish_year,collation,series_title,call_number,language_id,publish_place_id,classification,notes,opac_hide,frequency_id,input_date',
    times(size, (n) => [
      ...[n, 1, `${capitalise(word())} ${word()} ${word()} ${n} : ${word()} ${word()}`, name(), `Cet. ${n % 7}`],
      ...[`97862399${String(n % 10_000).padStart(5, '0')}`, below(PUBLISHERS), String(1980 + (n % 45))],
      ...[`x, ${100 + (n % 400)} hlm. ; 21 cm.`, '', `${n % 1000} UJI b`, 'id', below(PUBLISHERS), String(n % 1000)],
      ...[`Buku tentang ${word()} dan ${word()}.`, 0, 0, `${dayOf(now - (n % 4000) * DAY)} 09:00:00`],
    ]),
  );
  await table(
    'biblio_author',
    'biblio_id,author_id,level',
    times(Math.round(size * 1.3), (n) => [1 + ((n - 1) % size), below(authors), n > size ? 2 : 1]),
  );
  await table(
    'biblio_topic',
    'biblio_id,topic_id,level',
    times(Math.round(size * 1.4), (n) => [1 + ((n - 1) % size), below(TOPICS), 1]),
  );
  await table(
    'fines',
    'fines_id,fines_date,member_id,debet,credit,description',
    times(Math.round(size * FINES), (n) => {
      const owed = 500 * below(20);
      const about = `Denda terlambat untuk eksemplar B${1 + ((n * 7) % copies)}`;
      return [n, dayOf(now - (n % 1500) * DAY), `A${1 + ((n * 7) % members)}`, owed, n % 3 === 0 ? 0 : owed, about];
    }),
  );
  await table(
    'item',
    'item_id,biblio_id,coll_type_id,item_code,inventory_code,received_date,location_id,item_status_id,source,price,price_currency',
    times(copies, (n) => [
      ...[
        n,
        1 + ((n - 1) % size),
        1,
        `B${n}`,
        `INV/${n}`,
        dayOf(now - (n % 4000) * DAY),
        'MYL',
        '0',
        1,
        50_000,
        'Rupiah',
      ],
    ]),
  );
  // each copy goes from hand to hand; a tenth of the members has one now
  const loanRow = (n: number): Value[] => {
    const [copy, round] = [1 + ((n - 1) % copies), Math.floor((n - 1) / copies)];
    const isOut = round === 0 && copy % 30 === 0;
    const from = isOut ? now - (n % 6) * DAY : now - (60 + round * 300 + (n % 200)) * DAY;
    const [day, due, back] = [dayOf(from), dayOf(from + 7 * DAY), isOut ? null : dayOf(from + (3 + (n % 6)) * DAY)];
    return [n, `B${copy}`, `A${1 + ((n * 7) % members)}`, day, due, n % 4 === 0 ? 1 : 0, 1, isOut ? 0 : 1, back];
  };
  const loanColumns = 'loan_id,item_code,member_id,loan_date,due_date,renewed,is_lent,is_return,return_date';
  await table('loan', loanColumns, times(loans, loanRow));
  await table(
    'loan_history',
    `${loanColumns},title,member_name`,
    times(loans, (n) => [...loanRow(n), 'Judul', 'Nama']),
  );
  await table(
    'member',
    'member_id,member_name,gender,birth_date,member_type_id,member_address,member_email,member_phone,member_since_date,expire_date,is_pending,mpasswd',
    times(members, (n) => [
      ...[
        `A${n}`,
        name(),
        n % 2,
        dayOf(now - (4000 + (n % 20_000)) * DAY),
        1 + (n % 3),
        `Jl. ${capitalise(word())} ${n}`,
      ],
      ...[`a${n}@contoh.id`, `0812${String(n).padStart(8, '0')}`, dayOf(now - 400 * DAY), dayOf(now + 300 * DAY), 0],
      n % 5 === 0 ? createHash('md5').update(`sandi-${n}`).digest('hex') : null,
    ]),
  );
  await table(
    'mst_author',
    'author_id,author_name,author_year,authority_type',
    times(authors, (n) => [n, `${name()} ${n}`, '', 'p']),
  );
  await table('mst_coll_type', 'coll_type_id,coll_type_name', [[1, 'Umum']]);
  await table('mst_gmd', 'gmd_id,gmd_code,gmd_name', [[1, 'TE', 'Text']]);
  await table('mst_language', 'language_id,language_name', [['id', 'Indonesia']]);
  await table('mst_location', 'location_id,location_name', [['MYL', 'Perpustakaan']]);
  await table(
    'mst_member_type',
    'member_type_id,member_type_name,loan_limit,loan_periode,member_periode,fine_each_day',
    ['Umum', 'Pelajar', 'Guru'].map((type, at) => [at + 1, type, 3, 7, 365, 500]),
  );
  await table(
    'mst_place',
    'place_id,place_name',
    times(PUBLISHERS, (n) => [n, `Kota ${n}`]),
  );
  await table(
    'mst_publisher',
    'publisher_id,publisher_name',
    times(PUBLISHERS, (n) => [n, `Penerbit ${n}`]),
  );
  await table(
    'mst_topic',
    'topic_id,topic,topic_type',
    times(TOPICS, (n) => [n, `${word()} ${n}`, 't']),
  );
  file.end('-- Dump completed\n');
  await once(file, 'close');
}
