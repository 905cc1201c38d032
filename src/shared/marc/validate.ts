import { cleanIsbn, normaliseIsbn } from '../isbn.ts';
import { normaliseIssn } from '../issn.ts';
import { namedTags, problem, type MarcProblem } from './problems.ts';
import { isControlField, isDataField, type MarcDataField, type MarcRecord } from './record.ts';

/** Allowed values of the two indicators (a blank is ' '). Source: MARC 21 Format for Bibliographic Data. */
const INDICATORS: Readonly<Record<string, readonly [string, string]>> = {
  '020': [' ', ' '],
  '022': [' 01', ' '],
  '041': [' 01', ' 7'],
  '082': [' 017', ' 04'],
  '100': ['013', ' '],
  '110': ['012', ' '],
  '111': ['012', ' '],
  '130': ['0123456789', ' '],
  '240': ['01', '0123456789'],
  '245': ['01', '0123456789'],
  '246': ['0123', ' 012345678'],
  '250': [' ', ' '],
  '260': [' 23', ' '],
  '264': [' 23', '01234'],
  '300': [' ', ' '],
  '336': [' ', ' '],
  '337': [' ', ' '],
  '338': [' ', ' '],
  '490': ['01', ' '],
  '500': [' ', ' '],
  '504': [' ', ' '],
  '505': ['0128', ' 0'],
  '520': [' 012348', ' '],
  '521': [' 012348', ' '],
  '600': ['013', '01234567'],
  '610': ['012', '01234567'],
  '611': ['012', '01234567'],
  '630': ['0123456789', '01234567'],
  '650': [' 012', '01234567'],
  '651': [' ', '01234567'],
  '653': [' 012', ' 0123456'],
  '655': [' 0', '01234567'],
  '700': ['013', ' 2'],
  '710': ['012', ' 2'],
  '711': ['012', ' 2'],
  '800': ['013', ' '],
  '810': ['012', ' '],
  '830': [' ', '0123456789'],
  '856': [' 0123457', ' 012348'],
};

/** Leader positions with few values: status, type of record, bibliographic level. */
const LEADER_CODES: readonly (readonly [position: number, allowed: string])[] = [
  [5, 'acdnp'],
  [6, 'acdefgijkmoprt'],
  [7, 'abcdims'],
];

/** Codes of 008 that depend on the material, as positions with the values they may have. */
const codes008 = (leader: string): readonly (readonly [position: number, allowed: string])[] => {
  const type = leader.charAt(6);
  const isSerial = /[bis]/.test(leader.charAt(7));
  if (/[at]/.test(type) && !isSerial) {
    return [
      [22, ' abcdefgj|'],
      [23, ' abcdfoqrs|'],
      [33, '01cdefhijmpsu |'],
    ];
  }
  if (type === 'a') return [[21, ' dghjlmnprstw|']];
  if (/[cdij]/.test(type)) return [[22, ' abcdefgj|']];
  if (/[gkor]/.test(type)) return [[33, 'abcdfgiklmnopqrstvwz |']];
  return [];
};

const check008 = (record: MarcRecord): MarcProblem[] => {
  const found = record.fields.filter(isControlField).filter((field) => field.tag === '008');
  const value = found[0]?.value;
  if (value === undefined) return [problem('marc.008_missing')];
  const problems: MarcProblem[] = found.length > 1 ? [problem('marc.008_repeated')] : [];
  if (value.length !== 40) return [...problems, problem('marc.008_length', { length: value.length, expected: 40 })];
  for (const [position, allowed] of codes008(record.leader)) {
    const code = value.charAt(position);
    if (!allowed.includes(code)) problems.push(problem('marc.008_value', { position, value: code }));
  }
  return problems;
};

const checkLeader = ({ leader }: MarcRecord): MarcProblem[] => {
  if (leader.length !== 24) return [problem('marc.leader_length', { length: leader.length })];
  return LEADER_CODES.filter(([position, allowed]) => !allowed.includes(leader.charAt(position))).map(([position]) =>
    problem('marc.leader_invalid', { position, value: leader.charAt(position) }),
  );
};

const checkTitle = (fields: readonly MarcDataField[]): MarcProblem[] => {
  const titles = fields.filter((field) => field.tag === '245');
  const hasTitle = titles.some((field) =>
    field.subfields.some(({ code, value }) => code === 'a' && /[^\s/:;,.]/.test(value)),
  );
  return [
    ...(hasTitle ? [] : [problem('marc.title_missing')]),
    ...(titles.length > 1 ? [problem('marc.title_repeated')] : []),
  ];
};

const checkMainEntry = (fields: readonly MarcDataField[]): MarcProblem[] => {
  const tags = fields.filter((field) => /^1(?:00|10|11|30)$/.test(field.tag)).map((field) => field.tag);
  return tags.length > 1 ? [problem('marc.main_entry_repeated', { tags: tags.join(', ') })] : [];
};

const checkNumbers = (field: MarcDataField): MarcProblem[] =>
  field.subfields
    .filter(({ code, value }) => code === 'a' && value.trim() !== '')
    .flatMap(({ value }) => {
      if (field.tag === '020' && normaliseIsbn(value) === null) {
        return [problem('marc.isbn_invalid', { value: cleanIsbn(value) || value.trim() })];
      }
      if (field.tag === '022' && normaliseIssn(value) === null)
        return [problem('marc.issn_invalid', { value: value.trim() })];
      return [];
    });

const checkField = (field: MarcDataField): MarcProblem[] => {
  const { tag, subfields } = field;
  if (subfields.every(({ value }) => value.trim() === '')) return [problem('marc.field_empty', { tag })];
  const problems: MarcProblem[] = [];
  const allowed = INDICATORS[tag];
  [field.ind1, field.ind2].forEach((value, i) => {
    if (allowed && (value.length !== 1 || !allowed[i]?.includes(value))) {
      problems.push(problem('marc.indicator_invalid', { tag, indicator: i + 1, value }));
    }
  });
  for (const { code, value } of subfields) {
    if (!/^[!-~]$/.test(code)) problems.push(problem('marc.subfield_without_code', { tag }));
    else if (value.trim() === '') problems.push(problem('marc.subfield_empty', { tag, code }));
  }
  return [...problems, ...checkNumbers(field)];
};

/** Tags that are none of MARC 21: three digits, not all of them 0. Told together, so that each is named. */
export const checkTags = (record: MarcRecord): MarcProblem[] => {
  const bad = record.fields.map(({ tag }) => tag).filter((tag) => !/^\d{3}$/.test(tag) || tag === '000');
  return bad.length === 0 ? [] : [problem('marc.tag_invalid', { tag: namedTags(bad) })];
};

/** What a cataloguer should look at in a bibliographic record. All are warnings: no record is refused for them. */
export const validateBib = (record: MarcRecord): MarcProblem[] => {
  const dataFields = record.fields.filter(isDataField);
  const emptyControls = record.fields.filter(isControlField).filter((field) => field.value.trim() === '');
  return [
    ...checkLeader(record),
    ...checkTags(record),
    ...check008(record),
    ...checkTitle(dataFields),
    ...checkMainEntry(dataFields),
    ...emptyControls.map(({ tag }) => problem('marc.field_empty', { tag })),
    ...dataFields.flatMap(checkField),
  ];
};
