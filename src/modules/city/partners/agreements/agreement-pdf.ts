import { getLibrary, getSetting, withLogo, zoneOf } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Duty, DutySide } from '../client.ts';
import { getPartner } from '../register/view-partners.ts';
import { getAgreement } from './view-agreements.ts';

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/**
 * An agreement as a paper that both sides sign: parties, scope, obligations with their days and who sees to them, in a language. Until it is
 * signed the paper says that it is a draft. Needs `partners.manage`. Throws `partners.agreement_not_found`, `platform.pdf_unavailable`.
 */
export async function agreementPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  locale: Locale,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const agreement = await getAgreement(ctx, id);
  const partner = await getPartner(ctx, agreement.partnerId);
  const library = await getLibrary(ctx, agreement.libraryId);
  const letterhead = await getSetting(ctx.db, 'letterhead');
  const now = ctx.clock.now();
  const say = { locale };
  const day = (date: LocalDate): string => formatDate(date, locale);
  const duties = (side: DutySide): { text: string; note: string }[] =>
    agreement.duties
      .filter((duty) => duty.side === side)
      .map((duty) => ({ text: duty.text, note: dutyNote(duty, locale) }));
  const office = letterhead.office || library.name;
  const english = locale === 'en';
  const data = {
    head: {
      parent: letterhead.parent,
      office,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    words: {
      draft: m.agreements_paper_draft({}, say),
      number: m.agreements_paper_number({}, say),
      between: m.agreements_paper_between({}, say),
      and: m.agreements_paper_and({}, say),
      scope: m.agreements_paper_scope({}, say),
      time: m.agreements_paper_time({}, say),
      ours: m.agreements_paper_duties({ party: library.name }, say),
      theirs: m.agreements_paper_duties({ party: partner.name }, say),
      none: m.agreements_paper_none({}, say),
      close: m.agreements_paper_close({}, say),
    },
    isDraft: agreement.state === 'draft' || agreement.state === 'sent',
    kind: agreement.kind === 'mou' ? m.agreements_paper_mou({}, say) : m.agreements_paper_pks({}, say),
    number: agreement.number,
    title: (english && agreement.titleEn) || agreement.title,
    parties: [
      { name: library.name, details: [library.address, library.city].filter(Boolean).join(', ') },
      { name: partner.name, details: [partner.address, partner.kelurahan].filter(Boolean).join(', ') },
    ],
    scope: linesOf((english && agreement.scopeEn) || agreement.scope),
    time: m.agreements_paper_time_text({ from: day(agreement.fromOn), until: day(agreement.untilOn) }, say),
    ours: duties('ours'),
    theirs: duties('theirs'),
    signs: [
      { party: library.name, name: agreement.ourSigner, details: agreement.ourOffice },
      { party: partner.name, name: agreement.theirSigner ?? '', details: '' },
    ],
    printed: m.agreements_paper_printed(
      { day: day(localDate(now, await zoneOf({ db: ctx.db, libraryId: library.id }))) },
      say,
    ),
  };
  const template = 'modules/city/partners/templates/agreement.typ';
  const body = await renderPdf(config, template, await withLogo(ctx.db, data), { createdAt: now, locale });
  return { fileName: `naskah-perjanjian-${id}-${locale}.pdf`, body };
}

function dutyNote({ dueOn, inCharge }: Duty, locale: Locale): string {
  const by = dueOn === null ? '' : m.agreements_paper_due({ day: formatDate(dueOn, locale) }, { locale });
  const who = inCharge ? m.agreements_paper_keeper({ name: inCharge }, { locale }) : '';
  return [by, who].filter(Boolean).join('; ');
}
