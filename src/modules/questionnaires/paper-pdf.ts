import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/pdf';
import { qrSvg } from '#platform/qr';
import { m } from '#i18n/messages';
import { readVersion } from './data/questionnaires.queries.ts';
import { said, withImportance } from './rules/content.ts';
import { getPlacement } from './view-placements.ts';

/**
 * The questionnaire on paper, with the QR code of its address: to be filled in by hand and entered by staff, or to be hung up.
 * Needs `questionnaires.manage` or `responses.read` at the library.
 * @param origin where the system is, `https://perpustakaan.example.go.id`
 */
export async function paperPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  placementId: number,
  origin: string,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const placement = await getPlacement(ctx, placementId);
  const content = await readVersion(ctx.db, placement.versionId);
  const { program, session, speaker, service, library, shortCode, code } = placement;
  const { locale } = ctx;
  const address = shortCode === null ? `${origin}/isi/${code}` : `${origin}/q/${shortCode}`;
  const data = {
    title: said(content.title, locale),
    subject: [program?.title, session?.title, speaker?.name, service, library.name].filter(Boolean).join(' · '),
    intro: said(content.intro, locale),
    address,
    qr: qrSvg(address),
    words: {
      scan: m.quest_paper_scan({}, { locale }),
      ticket: m.quest_ticket({}, { locale }),
      importance: m.quest_importance({}, { locale }),
    },
    ticket: placement.privacy !== 'anonymous',
    questions: withImportance(content.questions).map(({ question, importance }) => {
      const { kind, label, hint, options, rows, max } = question;
      return {
        kind,
        label: said(label, locale),
        hint: said(hint, locale),
        options:
          kind === 'rating'
            ? Array.from({ length: max ?? 5 }, (_, at) => String(at + 1))
            : options.map((option) => said(option.label, locale)),
        rows: rows.map((row) => said(row.label, locale)),
        importance: importance?.options.map((option) => said(option.label, locale)) ?? [],
      };
    }),
  };
  const createdAt = ctx.clock.now();
  const body = await renderPdf(config, 'modules/questionnaires/templates/paper.typ', data, { createdAt, locale });
  return { fileName: `kuesioner-${code}.pdf`, body };
}
