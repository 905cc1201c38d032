import writeExcelFile from 'write-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'KEL-GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});

const bib = async (title: string) =>
  t.db.selectFrom('bib').selectAll().where('title', '=', title).executeTakeFirstOrThrow();
const itemsOf = async (bibId: number) =>
  t.db.selectFrom('item').selectAll().where('bibId', '=', bibId).orderBy('barcode').execute();
const count = async (table: 'bib' | 'item' | 'member'): Promise<number> => {
  const row = await t.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
};

const BIBLIO_HEAD =
  '"title","gmd_name","edition","isbn_issn","publisher_name","publish_year","collation","series_title","call_number","language_name","place_name","classification","notes","image","sor","authors","topics","item_code"';
const ITEM_HEAD =
  '"item_code","call_number","coll_type_name","inventory_code","received_date","supplier_name","order_no","location_name","order_date","item_status_name","site","source","invoice","price","price_currency","invoice_date","input_date","last_update","title",';
const MEMBER_HEAD =
  '"member_id","member_name","gender","member_type_name","member_email","member_address","postal_code","inst_name","is_new","member_image","pin","member_phone","member_fax","member_since_date","register_date","expire_date","birth_date","member_notes",';
const BIBLIO_ROWS = [
  '"Laskar ""Pelangi"", sebuah novel : kisah","Text","Cet. 5","979-3062-79-7","Bentang","2005","xiv, 534 hlm. : ilus. ; 21 cm.","Tetralogi","813 HIR l","Indonesia","Yogyakarta","813","Baris satu\\nBaris dua","a.jpg","Andrea Hirata","<Hirata, Andrea><Budi Darma>","<Novel><Belitung>","<S001><S002>"',
  '"Majalah Trubus","Serial","","0126-0057","Trubus","2010","","","","Indonesia","Jakarta","630","","","","","","<S003>"',
  '"","Text","","","","","","","641 X","Indonesia","","","","","","","",""',
  '"Baris ini, patah"',
];
const ITEM_ROWS = [
  '"S001","813 HIR l","Reference","I/001","2011-02-03","Toko "Buku" Kita","","Perpustakaan Gedog","","","Rak 2","1","F-9","55.000","IDR","","","","Laskar "Pelangi", sebuah novel"',
  '"S002","813 HIR l","Textbook","I/002","0000-00-00","","","Cabang Entah","","Repair","","2","","12","USD","","","","Laskar"',
  '"S999","","","","","","","","","","","","","","","","","","Tanpa judul"',
];
const MEMBER_ROWS = [
  '"M-01","Siti \\"Nur\\" Aminah","0","Mahasiswa","siti@contoh.id","Jl. Merdeka 1\\nBlitar","66111","UNISBA","0","","3505","0812-3456-789","","2020-01-31","2020-01-31","2027-01-31","2001-05-06","catatan",',
  '"M-02","Budi","1","Golongan Aneh","bukan surel","","","","0","","","telepon rumah","","2020-01-31","","","","",',
];
const slims = (eol = '\n', heads = true) => [
  {
    role: 'biblio' as const,
    name: 'b.csv',
    content: [...(heads ? [BIBLIO_HEAD] : []), ...BIBLIO_ROWS].join(eol) + eol,
  },
  { role: 'items' as const, name: 'i.csv', content: [...(heads ? [ITEM_HEAD] : []), ...ITEM_ROWS].join(eol) },
  {
    role: 'members' as const,
    name: 'm.csv',
    content: [...(heads ? [MEMBER_HEAD] : []), ...MEMBER_ROWS].join(eol) + eol,
  },
];

describe('SLiMS', () => {
  test('titles, copies and members come in, tricky values whole', async () => {
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'slims' }, slims());
    expect(run).toMatchObject({ status: 'done', createdCount: 4, itemCount: 3, memberCount: 2, failedCount: 3 });

    const novel = await bib('Laskar "Pelangi", sebuah novel');
    expect(novel).toMatchObject({
      subtitle: 'kisah',
      isbns: ['9789793062792'],
      publisher: 'Bentang',
      place: 'Yogyakarta',
      year: 2005,
      ddc: '813',
      languages: ['ind'],
      authors: ['Hirata, Andrea', 'Budi Darma'],
      subjects: ['Novel', 'Belitung'],
      summary: 'Baris satu Baris dua',
      extent: 'xiv, 534 hlm. : ilus. ; 21 cm.',
    });
    const [first, second] = await itemsOf(novel.id);
    const library = await t.db
      .selectFrom('library')
      .select('id')
      .where('code', '=', 'KEL-GEDOG')
      .executeTakeFirstOrThrow();
    expect(first).toMatchObject({
      barcode: 'S001',
      accessionNumber: 'I/001',
      itemType: 'referensi',
      libraryId: library.id,
      supplier: 'Toko "Buku" Kita',
      source: 'beli',
      price: 55_000,
      acquiredOn: '2011-02-03',
    });
    expect(second).toMatchObject({
      barcode: 'S002',
      status: 'damaged',
      source: 'hibah',
      price: null,
      acquiredOn: null,
    });
    expect(second?.copyNote).toContain('USD 12');
    expect((await bib('Majalah Trubus')).issns).toEqual(['0126-0057']);
    expect((await bib('Majalah Trubus')).material).toBe('terbitan_berkala');

    const member = await t.db.selectFrom('member').selectAll().where('number', '=', 'M-01').executeTakeFirstOrThrow();
    expect(member).toMatchObject({ fullName: 'Siti "Nur" Aminah', sex: 'P', birthDate: '2001-05-06', pinHash: null });
    expect(JSON.stringify(member)).not.toContain('3505');
    const told = new Set(rows.map((row) => row.code));
    for (const code of [
      'imports.title_missing',
      'imports.columns_wrong',
      'imports.copy_without_title',
      'imports.library_unknown',
      'imports.price_not_rupiah',
      'imports.columns_dropped',
      'imports.category_unknown',
      'imports.email_unreadable',
      'imports.phone_unreadable',
    ])
      expect([...told]).toContain(code);
    for (const row of rows) expect(row.message).not.toMatch(/^(imports|marc|catalog)\./);
  });

  test('once more, without headers and with other line ends, doubles nothing', async () => {
    const before = [await count('bib'), await count('item'), await count('member')];
    for (const [eol, heads] of [
      ['\n', true],
      ['\r\n', false],
    ] as const) {
      const { run } = await importFiles(t.ctx(), t, { kind: 'slims', overlay: 'add_items_only' }, slims(eol, heads));
      expect(run).toMatchObject({ createdCount: 0, itemCount: 0, memberCount: 0, failedCount: 3 });
    }
    expect([await count('bib'), await count('item'), await count('member')]).toEqual(before);
  });

  test('another separator and quote are read when they are chosen, and refused in one sentence when not', async () => {
    const content = `'Judul; lain';'Text';'';'';'P';'2001';'';'';'';'Indonesia';'';'';'';'';'';'<Orang>';'';'<S100>'\n`;
    const files = [{ role: 'biblio' as const, name: 'titik.csv', content }];
    const wrong = await importFiles(t.ctx(), t, { kind: 'slims' }, files);
    expect(wrong.run).toMatchObject({ status: 'failed', errorCode: 'imports.not_slims' });
    const right = await importFiles(t.ctx(), t, { kind: 'slims', separator: 'semicolon', quote: 'single' }, files);
    expect(right.run).toMatchObject({ createdCount: 1, itemCount: 1 });
    expect(await itemsOf((await bib('Judul; lain')).id)).toHaveLength(1);
  });
});

const sheet = async (rows: (string | number | null)[][]): Promise<Buffer> =>
  writeExcelFile(rows.map((row) => row.map((value) => (value === null ? null : { value })))).toBuffer();

describe('INLISLite', () => {
  const groups = ['DATA EKSEMPLAR', null, null, null, null, null, 'DATA BIBLIOGRAFIS'];
  const head = [
    'NO',
    'TGL PENGADAAN',
    'NO INDUK',
    'NO. BARCODE',
    'HARGA',
    'KODE LOKASI PERPUSTAKAAN',
    'JUDUL UTAMA',
    'TAJUK PENGARANG',
    'KOTA TERBIT',
    'PENERBIT',
    'TAHUN TERBIT',
    'ISBN',
    'SUBJEK TOPIK',
    'AKSES',
    'MATA UANG',
  ];
  const data = [
    [
      1,
      '15-03-2016',
      'X0022/2016',
      'INL1',
      45000,
      'KOTA',
      'Budidaya Lele :',
      'Suyanto, Rachmatun',
      'Jakarta :',
      'Grafika,',
      '2014',
      '978-222-666-444',
      'Lele; Perikanan',
      'Dapat dipinjam',
      'IDR',
    ],
    [
      2,
      42444,
      'X0023/2016',
      'INL2',
      45000,
      'KEL-GEDOG',
      'Budidaya Lele :',
      'Suyanto, Rachmatun',
      'Jakarta :',
      'Grafika,',
      '2014',
      '978-222-666-444',
      'Lele; Perikanan',
      'Dapat dipinjam',
      'IDR',
    ],
    [
      3,
      'kapan',
      'X0024/2016',
      'INL3',
      null,
      'KOTA',
      'Kamus Jawa',
      null,
      null,
      null,
      null,
      null,
      null,
      'Baca di tempat',
      null,
    ],
    [4, null, 'X0025/2016', null, null, 'KOTA', null, null, null, null, null, null, null, null, null],
  ];

  test.each([
    ['v3.x with two header rows', 'a', (rows: (string | number | null)[][]) => [groups, head, ...rows]],
    [
      'v3.3 with underscores',
      'b',
      (rows: (string | number | null)[][]) => [head.map((name) => name.replaceAll(/[. ]+/g, '_')), ...rows],
    ],
  ])(
    '%s: copies of one title become one record, marks and dates are read, odd ISBNs are kept',
    async (_, mark, table) => {
      const own = data.map((row) =>
        row.map((value, i) =>
          (i === 2 || i === 3 || i === 6) && typeof value === 'string' ? `${mark}${value}` : value,
        ),
      );
      const files = [{ name: 'koleksi.xlsx', content: await sheet(table(own)) }];
      const { run, rows } = await importFiles(t.ctx(), t, { kind: 'inlislite_items' }, files);
      expect(run).toMatchObject({ status: 'done', createdCount: 2, itemCount: 3, failedCount: 1 });
      const lele = await bib(`${mark}Budidaya Lele`);
      expect(lele).toMatchObject({
        place: 'Jakarta',
        publisher: 'Grafika',
        year: 2014,
        isbns: [],
        subjects: ['Lele', 'Perikanan'],
      });
      expect((await itemsOf(lele.id)).map((item) => [item.acquiredOn, item.price])).toEqual([
        ['2016-03-15', 45_000],
        ['2016-03-15', 45_000],
      ]);
      expect((await itemsOf((await bib(`${mark}Kamus Jawa`)).id))[0]).toMatchObject({
        itemType: 'referensi',
        accessionNumber: `${mark}X0024/2016`,
      });
      expect(rows.map((row) => row.code)).toEqual(
        expect.arrayContaining(['marc.isbn_invalid', 'imports.date_unreadable', 'imports.title_missing']),
      );
      const again = await importFiles(t.ctx(), t, { kind: 'inlislite_items', overlay: 'add_items_only' }, files);
      expect(again.run).toMatchObject({ createdCount: 0, itemCount: 0 });
    },
  );

  test('members come without religion, mother, marital status and identity number, and the report says so', async () => {
    const columns = [
      'NO',
      'NO ANGGOTA',
      'NAMA',
      'TANGGAL LAHIR',
      'ALAMAT TEMPAT TINGGAL SEKARANG',
      'NO. HP',
      'NO. IDENTITAS',
      'JENIS KELAMIN',
      'AGAMA',
      'IBU KANDUNG',
      'STATUS PERKAWINAN',
      'JENIS ANGGOTA',
      'TANGGAL AKHIR BERLAKU',
    ];
    const rows = [
      [
        1,
        '16010001',
        'Suparmi',
        '17-08-1990',
        'Jl. Cempaka 3',
        '081234567890',
        '3572010000000001',
        'Perempuan',
        'Rahasia1',
        'Rahasia2',
        'Rahasia3',
        'Umum',
        '31-12-2027',
      ],
      [2, null, 'Tanpa Nomor', null, null, null, null, null, null, null, null, null, null],
    ];
    const files = [{ name: 'anggota.xlsx', content: await sheet([columns, ...rows]) }];
    const result = await importFiles(t.ctx(), t, { kind: 'inlislite_members' }, files);
    expect(result.run).toMatchObject({ createdCount: 1, memberCount: 1, failedCount: 1 });
    const member = await t.db
      .selectFrom('member')
      .selectAll()
      .where('number', '=', '16010001')
      .executeTakeFirstOrThrow();
    expect(member).toMatchObject({
      fullName: 'Suparmi',
      birthDate: '1990-08-17',
      expiresOn: '2027-12-31',
      sex: 'P',
      address: 'Jl. Cempaka 3',
    });
    expect(JSON.stringify(member)).not.toMatch(/Rahasia|3572/);
    expect(result.rows.find((row) => row.code === 'imports.columns_dropped')?.message).toContain('AGAMA');
  });

  test.each([
    ['koleksi.xls', 'bukan excel', 'imports.not_xlsx'],
    ['lain.xlsx', null, 'imports.not_inlislite_items'],
  ])('%s is refused in one sentence', async (name, content, code) => {
    const given =
      content ??
      (await sheet([
        ['Nama', 'Nilai'],
        ['a', 1],
      ]));
    const { run } = await importFiles(t.ctx(), t, { kind: 'inlislite_items' }, [{ name, content: given }]);
    expect(run).toMatchObject({ status: 'failed', errorCode: code });
    expect(run.error).toContain(name);
  });
});
