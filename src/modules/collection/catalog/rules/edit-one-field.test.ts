import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMarcText, parseMarcText } from '#shared/marc/mnemonic';
import { isControlField, isDataField, type MarcDataField, type MarcField, type MarcRecord } from '#shared/marc/record';
import { readAuthority, writeAuthority } from './authority-record.ts';
import { formFieldsFor, type BibForm } from './form-fields.ts';
import { formToMarc } from './form-to-marc.ts';
import { marcToForm } from './marc-to-form.ts';
import { rewriteHeading } from './rewrite-heading.ts';

const text = (...lines: string[]): MarcRecord => {
  const { record, problems } = parseMarcText(['=LDR  00000nam\\a2200000\\i\\4500', ...lines].join('\n'));
  if (!record) throw new Error(JSON.stringify(problems));
  return record;
};
const lines = (marc: MarcRecord): string[] => formatMarcText(marc).split('\n').slice(1);
const edit = (marc: MarcRecord, key: string, row: number, change: Record<string, string>): string[] => {
  const form = marcToForm(marc, 'buku');
  form[key] = (form[key] ?? []).map((entry, i) => (i === row ? { ...entry, ...change } : entry));
  return lines(formToMarc(marc, 'buku', form));
};
const coded = (dates: string): string => `=008  261125${dates}io\\a\\\\\\\\\\\\\\\\\\\\000\\0\\ind\\d`;
const datesAfter = (dates: string, before: string, after: string): string =>
  edit(text(coded(dates), `=264  \\1$aBlitar$c${before}`), 'date', 0, { value: after })[0]?.slice(12, 21) ?? '';

describe('a new date', () => {
  test('of a reprint leaves the year of the original', () => {
    expect(datesAfter('r20191950', '2019.', '2021')).toBe('r20211950');
  });
  test('of a set leaves the year of its last volume, or tells it again when the text does', () => {
    expect(datesAfter('m20109999', '2010-', '2011-')).toBe('m20119999');
    expect(datesAfter('m20102015', '2010-2015.', '2010-2018')).toBe('m20102018');
  });
  test('beside a copyright date that is taken away leaves one date', () => {
    expect(datesAfter('t20192018', '2019, c2018.', '2020')).toBe('s2020\\\\\\\\');
    expect(datesAfter('t20192018', '2019.', '2020')).toBe('t20202018');
  });
  test('of the hijra is not taken for the year of the common era', () => {
    expect(datesAfter('s2013\\\\\\\\', '2013.', '1435 H/2014 M')).toBe('s2014\\\\\\\\');
  });
});

test('emptying all of the first of two statements of publication leaves the second', () => {
  const marc = text('=245  10$aJudul', '=264  \\1$aBlitar', '=264  \\1$aJakarta :$bBalai Pustaka,$c1936.');
  expect(edit(marc, 'place', 0, { value: '' })).toEqual([
    '=245  10$aJudul',
    '=264  \\1$aJakarta :$bBalai Pustaka,$c1936.',
  ]);
});

describe('index terms', () => {
  const marc = text('=653  0\\$awayang$abatik; tulis$akeris.$5ID-BL');
  test('of one field are shown apart and edited apart', () => {
    expect(marcToForm(marc, 'buku').subjects).toEqual([{ name: 'wayang; batik; tulis; keris' }]);
    expect(edit(marc, 'subjects', 0, { name: 'wayang kulit; batik; tulis; keris' })).toEqual([
      '=653  0\\$awayang kulit$abatik; tulis$akeris.$5ID-BL',
    ]);
  });
  test('are added and taken away alone', () => {
    expect(edit(marc, 'subjects', 0, { name: 'wayang; batik; tulis' })).toEqual([
      '=653  0\\$awayang$abatik; tulis$5ID-BL',
    ]);
    expect(edit(marc, 'subjects', 0, { name: 'wayang; batik; tulis; keris; gamelan' })).toEqual([
      '=653  0\\$awayang$abatik; tulis$akeris$agamelan.$5ID-BL',
    ]);
  });
});

describe('a heading of several parts', () => {
  test('keeps the place and the form of a subject whose topic is corrected', () => {
    expect(
      edit(text('=650  \\4$aPendidikan$zIndonesia$vStatistik.'), 'subjects', 0, {
        name: 'Pendidikan dasar -- Indonesia -- Statistik',
      }),
    ).toEqual(['=650  \\4$aPendidikan dasar$zIndonesia$vStatistik.']);
    expect(
      edit(text('=650  \\4$aPendidikan$zIndonesia$vStatistik.'), 'subjects', 0, {
        name: 'Pendidikan -- Indonesia -- Statistik -- 1998',
      }),
    ).toEqual(['=650  \\4$aPendidikan$zIndonesia$vStatistik$y1998.']);
  });
  test('keeps title and dates of a name, and the kind of a family', () => {
    expect(
      edit(text('=100  0\\$aYohanes Paulus$bII,$cPaus,$d1920-2005,$epenulis.'), 'author', 0, {
        name: 'Johanes Paulus II, Paus, 1920-2005',
      }),
    ).toEqual(['=100  0\\$aJohanes Paulus$bII,$cPaus,$d1920-2005,$epenulis.']);
    expect(
      edit(text('=700  3\\$aTirtoadisoerjo (Keluarga),$d1880-$epemilik'), 'people', 0, {
        name: 'Tirto Adhi Soerjo (Keluarga), 1880-',
      }),
    ).toEqual(['=700  3\\$aTirto Adhi Soerjo (Keluarga),$d1880-$epemilik']);
  });
  test('keeps the unit of a body, the work after $t and what stands before the name', () => {
    expect(
      edit(text('=710  1\\$iLampiran:$aIndonesia.$bKementrian Agama.$tUndang-undang$n5$d1999'), 'bodies', 0, {
        name: 'Indonesia. Kementerian Agama',
      }),
    ).toEqual(['=710  1\\$iLampiran:$aIndonesia.$bKementerian Agama.$tUndang-undang$n5$d1999']);
    expect(
      edit(text('=700  1\\$6880-01$aToer, Pramudya,$d1925-2006.$tBumi manusia.$d1980'), 'people', 0, {
        name: 'Toer, Pramoedya, 1925-2006',
      }),
    ).toEqual(['=700  1\\$6880-01$aToer, Pramoedya,$d1925-2006.$tBumi manusia.$d1980']);
  });
  test('that is rewritten in all records leaves the number and the date of the work', () => {
    const marc = text('=710  1\\$aIndonesia.$bDepartemen Agama.$tUndang-undang.$n5.$d1999.', '=600  14$aSiapa dia.');
    const [field] = text('=110  1\\$aIndonesia.$bKementerian Agama').fields;
    if (!field || !isDataField(field)) throw new Error('no field');
    const to = { fromIds: [], fromFolded: ['indonesia departemen agama'], toId: 7, to: field };
    expect(lines(rewriteHeading(marc, { ...to, kind: 'corporate' }) ?? marc)[0]).toBe(
      '=710  1\\$aIndonesia.$bKementerian Agama.$tUndang-undang.$n5.$d1999.$0(lumbung)7',
    );
  });
});

describe('no stop is added', () => {
  test('to a question', () => {
    expect(edit(text('=520  \\\\$aSiapa dia.'), 'summary', 0, { value: 'Siapakah dia?' })).toEqual([
      '=520  \\\\$aSiapakah dia?',
    ]);
    expect(edit(text('=245  10$aSiapa.$nJilid 1'), 'title', 0, { value: 'Siapa dia?' })).toEqual([
      '=245  10$aSiapa dia?$nJilid 1',
    ]);
    const [to] = text('=100  0\\$aSiapa dia?').fields;
    if (!to || !isDataField(to)) throw new Error('no field');
    const marc = text('=600  04$aSiapa dia.');
    const rewritten = rewriteHeading(marc, { kind: 'name', fromIds: [], fromFolded: ['siapa dia'], toId: 7, to });
    expect(rewritten && lines(rewritten)).toEqual(['=600  04$aSiapa dia?$0(lumbung)7']);
  });
  test('where the old stop belonged to an abbreviation that was spelled out', () => {
    expect(edit(text('=500  \\\\$aOleh Toer, P. A.'), 'notes', 0, { value: 'Oleh Toer, Pramoedya Ananta' })).toEqual([
      '=500  \\\\$aOleh Toer, Pramoedya Ananta',
    ]);
  });
  test('nor a slash to an address', () => {
    expect(edit(text('=856  40$uhttps://blitar.go.id/'), 'links', 0, { url: 'https://blitar.go.id/arsip' })).toEqual([
      '=856  40$uhttps://blitar.go.id/arsip',
    ]);
  });
});

test('a linked title stays before the subtitle that is added', () => {
  const form = marcToForm(text('=245  10$6880-01$aJudul /$cSiti'), 'buku');
  form.subtitle = [{ value: 'baru' }];
  expect(lines(formToMarc(text('=245  10$6880-01$aJudul /$cSiti'), 'buku', form))).toEqual([
    '=245  10$6880-01$aJudul :$bbaru /$cSiti',
  ]);
});

test('an authority record keeps its second note and the parts of its heading when one note or one part is edited', () => {
  const marc = text('=100  3\\$aToer,$cKeluarga,$d1925-', '=680  \\\\$iSatu', '=680  \\\\$iDua$5ID');
  const view = readAuthority(marc);
  if (!view) throw new Error('no authority');
  expect(lines(writeAuthority(marc, { ...view, note: 'Baru' }))).toEqual([
    '=100  3\\$aToer,$cKeluarga,$d1925-',
    '=680  \\\\$iBaru',
    '=680  \\\\$iDua$5ID',
  ]);
  expect(lines(writeAuthority(marc, { ...view, heading: 'Toer, Keluarga, 1926-' }))[0]).toBe(
    '=100  3\\$aToer,$cKeluarga,$d1926-',
  );
});

describe('whatever the record and whichever field is edited', () => {
  const MATERIAL = 'buku';
  const FIELDS = formFieldsFor(MATERIAL);
  const tags = [...new Set(FIELDS.flatMap((field) => field.tags)), '246', '440', '880', '9ZZ'];
  const word = fc.constantFrom(
    'wayang',
    'Toer, P. A.',
    'Siapa dia?',
    'x /',
    'A,',
    '2010-',
    'c1999',
    'B :',
    'dll.',
    '5',
    'satu; dua',
    'z -- y',
  );
  const dataField = fc.record({
    tag: fc.constantFrom(...tags.filter((tag) => !tag.startsWith('00'))),
    ind1: fc.constantFrom(' ', '0', '1', '3'),
    ind2: fc.constantFrom(' ', '0', '1', '4'),
    subfields: fc.array(fc.record({ code: fc.constantFrom(...'abcdefnpqtuvxyz0268'), value: word }), {
      minLength: 1,
      maxLength: 7,
    }),
  });
  const dates = fc.constantFrom('s2010    ', 'r20101950', 'm20102015', 'c20109999', '|||||||||');
  const fixed = dates.map((one): MarcField => ({
    tag: '008',
    value: `261125${one}io            000 0 ind d`.padEnd(40),
  }));
  const record = fc.record({
    leader: fc.constantFrom('00000nam a2200000 i 4500', '00000nam a2200000 c 4500'),
    fields: fc
      .tuple(fixed, fc.array(dataField, { minLength: 1, maxLength: 10 }))
      .map(([one, others]): MarcField[] => [one, ...others]),
  });
  const typed = fc.constantFrom(
    '',
    'Judul baru',
    'Siapakah?',
    '2021',
    'Hatta, Mohammad',
    'Satu -- Dua',
    'wayang; keris',
  );

  /** Subfields as they read: an edit may move the sign between what was edited and its neighbour. */
  const readAs = ({ code, value }: { code: string; value: string }): string =>
    `${code} ${value.replace(/[\s.,:;/+=]+$/, '')}`;
  /** What of a field the edit of these codes must not touch. */
  const others = (field: MarcDataField, codes: string, end: number): string[] =>
    field.subfields
      .filter(
        ({ code, value }, i) => !(codes.includes(code) && i < end) && !(code === '0' && value.startsWith('(lumbung)')),
      )
      .map(readAs);

  test('all other fields, subfields, indicators and codes are as before', () => {
    fc.assert(
      fc.property(record, fc.nat(), fc.nat(), typed, (marc, which, rowNo, value) => {
        const form: BibForm = marcToForm(marc, MATERIAL);
        const open = FIELDS.filter((field) => (form[field.key] ?? []).length > 0);
        const field = open[which % open.length];
        const part = field?.parts[0];
        if (!field || !part || part.bind === 'positions') return;
        const rows = form[field.key] ?? [];
        const row = rowNo % rows.length;
        form[field.key] = rows.map((entry, i) => (i === row ? { ...entry, [part.key]: value } : entry));
        const edited = formToMarc(marc, MATERIAL, form);
        // the edited field is the one that differs, or went
        const went = marc.fields.length - edited.fields.length;
        const differs = marc.fields.flatMap((one, at) =>
          JSON.stringify(one) === JSON.stringify(edited.fields[at]) || isControlField(one) ? [] : [at],
        );
        const [at] = differs;
        if (at !== undefined) {
          const one = marc.fields[at];
          const now = edited.fields[at];
          expect(went === 0 || went === 1).toBe(true);
          if (went === 1) expect(edited.fields.slice(at)).toEqual(marc.fields.slice(at + 1));
          else {
            expect(differs).toEqual([at]);
            if (!one || !now || !isDataField(one) || !isDataField(now)) throw new Error('no data field');
            expect(field.tags).toContain(now.tag);
            expect(now.ind2).toBe(one.ind2);
            const workAt = (f: MarcDataField): number => {
              const t = f.subfields.findIndex(({ code }) => code === 't');
              return part.bind === 'subfield' || t === -1 || /^(?:6[35]|490)/.test(f.tag) ? f.subfields.length : t;
            };
            const codes =
              part.bind === 'subfield'
                ? part.code
                : one.tag === '653'
                  ? 'a'
                  : /^6[35]/.test(one.tag)
                    ? 'abcdnpvxyz'
                    : one.tag.endsWith('10')
                      ? 'abcdn'
                      : 'abcdq';
            expect(others(now, codes, workAt(now))).toEqual(others(one, codes, workAt(one)));
            if (part.bind === 'subfield') {
              const same = (f: MarcDataField): string[] =>
                f.subfields
                  .filter(({ code }) => code === part.code)
                  .slice(value === '' && f === now ? 0 : 1)
                  .map(readAs);
              expect(same(now)).toEqual(same(one));
            }
          }
        }
        // nothing of 008 but the dates, and these only with the date
        const code = (one: MarcRecord): string => {
          const [first] = one.fields;
          return first && isControlField(first) ? first.value : '';
        };
        const [old, now] = [code(marc), code(edited)];
        if (field.key !== 'date') expect(now).toBe(old);
        expect(now.slice(15) + now.slice(0, 6)).toBe(old.slice(15) + old.slice(0, 6));
      }),
      { numRuns: 2000 },
    );
  });
});
