import type { BoardView } from '#modules/community/ideas';
import type { Ctx } from '#platform/context';
import { qrSvg } from '#platform/papers/qr';
import { formatInstant } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';

/** What every page of a board shows around its cards. @param site where the network is reached by everybody */
export function boardPage({ board, now }: BoardView, ctx: Ctx, site: string) {
  const path = `/papan-ide/${board.id}`;
  const join = `${site}${localizeHref(`/papan-ide?kode=${board.code}`)}`;
  return {
    id: board.id,
    code: board.code,
    program: board.program.title,
    session: board.sessionTitle,
    when: formatInstant(board.startsAt, board.library.timeZone, ctx.locale),
    timeZone: board.library.timeZone,
    href: localizeHref(path),
    stream: `${path}/langsung`,
    joinAddress: `${new URL(site).host}/papan-ide`,
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(join))}`,
    now,
    /** The clock of the server, for the timer: that of a phone may be wrong. */
    serverNow: ctx.clock.now().getTime(),
  };
}
