import type { MarcDataField } from '#shared/marc/record';
import type { AuthorityKind } from './terms.ts';

const LIFE_DATES = /^(.*?),\s*((?:ca?\.\s*)?\d{3,4}\??\s*-\s*(?:\d{3,4}\??)?)$/;

/**
 * A heading that was typed, as indicators and subfields. A comma in a name means: entered under the word before it (ind1 1);
 * a subject is divided by " -- ".
 */
export function headingSubfields(
  kind: AuthorityKind,
  heading: string,
): Pick<MarcDataField, 'ind1' | 'ind2' | 'subfields'> {
  if (kind === 'name') {
    const dated = LIFE_DATES.exec(heading);
    const name = dated?.[1] ?? heading;
    const subfields = dated?.[2]
      ? [
          { code: 'a', value: `${name},` },
          { code: 'd', value: dated[2] },
        ]
      : [{ code: 'a', value: name }];
    return { ind1: name.includes(',') ? '1' : '0', ind2: ' ', subfields };
  }
  if (kind === 'subject') {
    const [topic = heading, ...divisions] = heading.split(/\s+--\s+/);
    return {
      ind1: ' ',
      ind2: ' ',
      subfields: [
        { code: 'a', value: topic },
        ...divisions.map((value) => ({ code: /^\d{3,4}\b/.test(value) ? 'y' : 'x', value })),
      ],
    };
  }
  return {
    ind1: kind === 'corporate' ? '2' : ' ',
    ind2: kind === 'series' ? '0' : ' ',
    subfields: [{ code: 'a', value: heading }],
  };
}
