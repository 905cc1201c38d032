import type { MarcDataField, MarcSubfield } from '#shared/marc/record';
import { headingKind, headingParts, LINK_PREFIX, TERMS, type HeadingPart } from './bib-headings.ts';
import { headingSubfields } from './heading-subfields.ts';
import { keepEnding } from './punctuate.ts';
import type { AuthorityKind } from './terms.ts';

interface Aligned {
  /** How many parts at the beginning and at the end are in the new text as they were. */
  first: number;
  last: number;
  /** What was typed between them. */
  typed: string;
}

/** Finds the parts that an edit left alone. */
function align(parts: readonly HeadingPart[], text: string, joint: string | null): Aligned {
  let typed = text;
  let first = 0;
  for (const [i, part] of parts.entries()) {
    const next = i === parts.length - 1 ? joint : (parts[i + 1]?.before ?? null);
    const isAll = typed === part.text;
    if (!isAll && (next === null || !typed.startsWith(part.text + next))) break;
    first = i + 1;
    typed = isAll ? '' : typed.slice((part.text + next).length);
    if (isAll) break;
  }
  let last = 0;
  for (const part of parts.slice(Math.max(first, 1)).reverse()) {
    const isAll = first > 0 && typed === part.text;
    if (typed === '' || (!isAll && !typed.endsWith(part.before + part.text))) break;
    last += 1;
    typed = isAll ? '' : typed.slice(0, -(part.before + part.text).length);
  }
  return { first, last, typed };
}

/** What was typed as subfields; where as many stand as stood there, each keeps its code and the sign at its end. */
function written(
  kind: AuthorityKind,
  tag: string,
  { first, last, typed }: Aligned,
  old: readonly MarcSubfield[],
): MarcSubfield[] {
  if (typed === '') return [];
  if (kind !== 'subject') {
    const [code] = old.map((subfield) => subfield.code);
    if (first + last === 0 || code === undefined) return headingSubfields(kind, typed).subfields;
    return [{ code, value: keepEnding(old.at(-1)?.value ?? '', typed) }];
  }
  const texts = tag === '653' ? typed.split(TERMS.trim()).map((text) => text.trim()) : typed.split(/\s+--\s+/);
  const shown = texts.filter((text) => text !== '');
  const guessed = tag === '653' ? [] : headingSubfields('subject', ['-', ...shown].join(' -- ')).subfields.slice(1);
  return shown.map((value, i) => {
    const same = shown.length === old.length ? old[i] : undefined;
    if (same) return { code: same.code, value: keepEnding(same.value, value) };
    const isMain = i === 0 && first === 0;
    return { code: isMain || tag === '653' ? (old[0]?.code ?? 'a') : (guessed[i]?.code ?? 'x'), value };
  });
}

/**
 * Another heading in the field. Its parts that read as before stay as they were (`$z` and `$v` of a subject when another
 * division is edited, `$b` and `$d` of a name), and so does all else in the field: what precedes the heading, the role, the work
 * after `$t`. A link to our heading belonged to the old text and goes.
 * @param tag as which the heading is read, where the field is one of an authority record
 */
export function editHeading(field: MarcDataField, text: string, tag = field.tag): MarcDataField {
  const kind = headingKind(tag);
  if (kind === null) return field;
  const parts = headingParts(field, tag);
  const joint = tag === '653' ? TERMS : kind === 'subject' ? ' -- ' : null;
  const aligned = align(parts, text, joint);
  const middle = parts.slice(aligned.first, parts.length - aligned.last);
  const valueAt = (part: HeadingPart | undefined): MarcSubfield | undefined => part && field.subfields[part.at];
  const old = middle.flatMap((part) => valueAt(part) ?? []);
  const replaced = new Map<number, MarcSubfield[]>(middle.map((part) => [part.at, []]));
  const previous = parts[aligned.first - 1];
  const before = valueAt(previous);
  let made = written(kind, tag, aligned, old);
  const end = parts.at(-1);
  const ending = valueAt(end)?.value ?? '';
  if (made.length > 0 && middle.length === 0 && previous && before && kind !== 'subject') {
    // a word between two parts belongs to the one before it
    made = [{ code: before.code, value: `${before.value.trimEnd()} ${aligned.typed}` }];
    replaced.set(previous.at, []);
  } else if (made.length > 0 && previous && previous === end && before) {
    replaced.set(previous.at, [{ code: before.code, value: previous.text }]);
  }
  const final = made.at(-1);
  if (final && aligned.last === 0) made = [...made.slice(0, -1), { ...final, value: keepEnding(ending, final.value) }];
  const lead = field.subfields.findIndex(({ code }) => !/\d/.test(code));
  const place = middle[0]?.at ?? (previous ? previous.at : lead === -1 ? field.subfields.length : lead);
  const subfields = field.subfields.flatMap((subfield, at) => {
    const stays = replaced.get(at) ?? [subfield];
    if (at !== place) return stays;
    return middle.length === 0 && !previous ? [...made, ...stays] : [...stays, ...made];
  });
  if (place === field.subfields.length) subfields.push(...made);
  const ind1 = headingSubfields(kind, text).ind1;
  const ind1Before = headingSubfields(kind, parts.map((part, i) => (i ? part.before : '') + part.text).join('')).ind1;
  const isName = kind === 'name' || kind === 'corporate';
  return {
    ...field,
    ind1: isName && text !== '' && ind1 !== ind1Before ? ind1 : field.ind1,
    subfields: subfields.filter(({ code, value }) => code !== '0' || !value.trim().startsWith(LINK_PREFIX)),
  };
}
