import { getSettings, letterheadLogo, networkZone } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate, formatInstant, isLocalDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import type { MemberExport } from './export-member.ts';
import { MEMBER_FIELDS } from '../rules/member-fields.ts';
import { exportSections, type ExportWords } from '../rules/export-sections.ts';

/** `json` = for other programs, complete; `pdf` = for reading. */
export const exportFormats = ['json', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportFile {
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
}

/** How an export speaks to people of a language. */
export function exportWords(locale: Locale, zone: string): ExportWords {
  /** A field of the record, as its form calls it. */
  const labelOf = (key: string): string => {
    const label = MEMBER_FIELDS.find(({ name }) => name === key)?.label;
    return label === undefined ? key : m[label]({}, { locale });
  };
  const written = (prefix: string, key: string, otherwise = key): string =>
    sentenceOf(
      prefix,
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      {},
      locale,
    ) ?? otherwise;
  const many = (field: string, value: unknown): string =>
    Array.isArray(value) ? value.map((part) => one(field, part)).join(', ') : one(field, value);
  const one = (field: string, value: unknown): string => {
    if (value instanceof Date) return formatInstant(value, zone, locale);
    if (typeof value === 'boolean') return value ? m.privacy_yes({}, { locale }) : m.privacy_no({}, { locale });
    if (typeof value === 'number') return field === 'amount' ? formatRupiah(value) : String(value);
    // a thing within a thing: a contact person, a list of titles
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value)
        .filter(([, part]) => part !== null && part !== '')
        .map(([key, part]) => `${written('privacy_field', key)}: ${many(key, part)}`)
        .join('; ');
    }
    if (typeof value !== 'string') return '';
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-][\d:]+)$/.test(value)) return formatInstant(new Date(value), zone, locale);
    if (isLocalDate(value)) return formatDate(value, locale);
    if (field === 'action') return sentenceOf('audit_action', value, {}, locale) ?? value;
    // only codes have words; what people wrote stays as it is
    return /^[a-z_]+$/.test(value) ? (sentenceOf('privacy_value', value, {}, locale) ?? value) : value;
  };
  return {
    part: (key) => written('privacy_part', key),
    field: (key) => written('privacy_field', key, labelOf(key)),
    value: many,
  };
}

/**
 * What was gathered of a member, as a file to take along.
 * @param data from `exportMember` or `exportOwnData`, which check who may see it and leave the trace
 */
export async function exportFile(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  data: MemberExport,
  format: ExportFormat,
): Promise<ExportFile> {
  if (format === 'json') {
    const text = `${JSON.stringify(data, null, 2)}\n`;
    return { contentType: 'application/json; charset=utf-8', body: new TextEncoder().encode(text) };
  }
  const { locale } = ctx;
  const { exportedAt, ...parts } = data;
  const zone = typeof data.member.timeZone === 'string' ? data.member.timeZone : await networkZone(ctx.db);
  const { networkName, letterhead } = await getSettings(ctx.db);
  const body = await renderPdf(
    config,
    'modules/people/members/templates/export.typ',
    {
      logo: await letterheadLogo(ctx.db),
      head: { parent: letterhead.parent, office: letterhead.office || networkName, address: letterhead.address },
      title: m.privacy_export_title({}, { locale }),
      when: m.privacy_export_when({ when: formatInstant(exportedAt, zone, locale) }, { locale }),
      lead: m.privacy_export_lead({}, { locale }),
      nothing: m.privacy_export_nothing({}, { locale }),
      sections: exportSections(parts, exportWords(locale, zone)),
    },
    { createdAt: exportedAt, locale },
  );
  return { contentType: 'application/pdf', body };
}
