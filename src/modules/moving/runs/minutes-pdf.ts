import { getLibrary, getSetting, withLogo } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, formatWeekday, isoWeekday, localDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { slimsErrors } from '#modules/moving/engine';
import type { MoneyReport } from '#shared/moving/money-sums';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import { addsUp } from '#shared/moving/report';
import { tableInWords } from './table-words.ts';
import { getRun } from './view-runs.ts';

const LOCALE = 'id';
const number = (value: number): string => formatNumber(value, LOCALE);

function moneyData(system: string, { dump, carried, refused, known, booked }: MoneyReport) {
  const line = (what: string, { debet, credit }: MoneyReport['dump']) => ({
    what,
    owed: formatRupiah(debet),
    paid: formatRupiah(credit),
    rest: formatRupiah(debet - credit),
  });
  return {
    lines: [
      line(`Menurut ${system}`, dump),
      line('Ikut pindah', carried),
      line('Ditolak', refused),
      line('Sudah ada di sini', known),
    ],
    booked: formatRupiah(booked ?? 0),
  };
}

/**
 * The minutes of a migration (berita acara), on one page, to be signed: what the old system had, what of it has come, and whether that adds up. In
 * Indonesian: it is a document of an Indonesian office. Needs what {@link getRun} needs; refuses `slims.not_ended` for all but a migration that
 * came to its end.
 */
export async function minutesPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  runId: number,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const run = await getRun(ctx, runId);
  const { finishedAt, money } = run;
  if (run.dryRun || run.undoes !== null || run.state !== 'done' || !finishedAt || !money) throw slimsErrors.notEnded();
  const [library, letterhead] = [await getLibrary(ctx, run.libraryId), await getSetting(ctx.db, 'letterhead')];
  const date = localDate(finishedAt, library.timeZone);
  const left = run.tables.filter(({ kind, rows }) => kind === 'left' && rows > 0);
  const data = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    day: `${formatWeekday(isoWeekday(date), LOCALE)}, ${formatDate(date, LOCALE)}`,
    system: OLD_SYSTEMS[run.system],
    library: library.name,
    file: run.fileName,
    tables: run.tables.flatMap((one) =>
      one.kind === 'rows' && one.rows > 0
        ? [
            {
              name: tableInWords(one.table, LOCALE),
              rows: number(one.rows),
              carried: number(one.fates.carried),
              merged: number(one.fates.merged),
              refused: number(one.fates.refused),
              known: number(one.fates.known),
              right: addsUp(one),
            },
          ]
        : [],
    ),
    money: money.dump.debet === 0 && money.dump.credit === 0 ? null : moneyData(OLD_SYSTEMS[run.system], money),
    right: run.addsUp === true,
    takenUp: run.takenUp,
    toSettle: number(run.toSettle),
    left: { tables: number(left.length), rows: number(left.reduce((sum, { rows }) => sum + rows, 0)) },
    by: run.startedBy,
    sign: {
      placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(date, LOCALE)}`,
      office: letterhead.signOffice || `Kepala ${library.name}`,
      name: letterhead.signName,
      details: letterhead.signDetails,
    },
  };
  const body = await renderPdf(config, 'modules/moving/runs/templates/minutes.typ', await withLogo(ctx.db, data), {
    createdAt: finishedAt,
    locale: LOCALE,
  });
  return { fileName: `berita-acara-pindah-${run.system}-${run.id}.pdf`, body };
}
