import { z } from 'zod';
import { libraryRef, resolveLibrary } from '#modules/ground/libraries';
import { idParam, isoInstant, type Api } from '#platform/requests/http';
import type { Jobs } from '#platform/background/jobs';
import { explainError } from '#platform/requests/problem';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { loanSchema } from '../http-schemas.ts';
import { sendReceipt } from '../desk/receipt.ts';
import { renewAllLoans } from '../loans/renew-all-loans.ts';
import { undoRenewAll } from './undo-renew-all.ts';
import { UNDO_MINUTES, undoCheckIn, undoCheckOut, undoRenewal } from './undo-scan.ts';

const UNDOES = [
  ['undo-check-out', 'loans.check_out', 'The loan was never made', undoCheckOut],
  [
    'undo-check-in',
    'loans.check_in',
    'The copy is not back: the loan runs on, with its bill and its reminders',
    undoCheckIn,
  ],
  ['undo-renewal', 'loans.renew', 'The due date is what it was before the last renewal', undoRenewal],
] as const;
const refusedLoans = z.array(z.object({ loanId: z.number(), code: z.string(), reason: z.string() }));
const explained = ({ loan, error }: { loan: { id: number }; error: AppError }, { locale }: Pick<Ctx, 'locale'>) => ({
  loanId: loan.id,
  code: error.code,
  reason: explainError(error, locale),
});
const byNumber = z.object({ number: z.string().trim().min(1).max(100) });

/** What a desk takes back of its last scans, and what it does for a member as a whole. */
export function undoRoutes(api: Api, jobs: Jobs): void {
  const tags = ['circulation'];
  for (const [verb, may, said, undo] of UNDOES) {
    api.post(
      `/loans/:id/${verb}`,
      {
        config: { access: { may } },
        schema: {
          tags,
          summary: `${said}; within ${UNDO_MINUTES} minutes, by the account that did it`,
          description: 'Refused with the reason where something has gone on since.',
          params: idParam,
          response: { 204: z.null() },
        },
      },
      async ({ ctx, params }, reply) => {
        await undo(ctx, params.id);
        return reply.code(204).send(null);
      },
    );
  }
  api.post(
    '/members/:number/renew-all-loans',
    {
      config: { access: { may: 'loans.renew', orMember: true } },
      schema: {
        tags,
        summary: 'Give more time to every loan of a member that may have it; the others say why not',
        params: byNumber,
        response: {
          200: z.object({
            renewed: z.array(loanSchema),
            refused: refusedLoans,
            together: z.string().nullable().describe('by this it is taken back as a whole; null = nothing was renewed'),
          }),
        },
      },
    },
    async ({ ctx, params }) => {
      const { renewed, refused, together } = await renewAllLoans(ctx, params.number);
      return { renewed, refused: refused.map((one) => explained(one, ctx)), together };
    },
  );
  api.post(
    '/members/:number/undo-renew-all-loans',
    {
      config: { access: { may: 'loans.renew', orMember: true } },
      schema: {
        tags,
        summary: `Take back what one act renewed of all loans; within ${UNDO_MINUTES} minutes, by who did it`,
        description: 'Each loan by itself; those that have gone on since say why not.',
        params: byNumber,
        body: z.object({ together: z.uuid().describe('as renew-all-loans has answered') }),
        response: { 200: z.object({ undone: z.array(loanSchema), refused: refusedLoans }) },
      },
    },
    async ({ ctx, params, body }) => {
      const { undone, refused } = await undoRenewAll(ctx, { memberNumber: params.number, together: body.together });
      return { undone, refused: refused.map((one) => explained(one, ctx)) };
    },
  );
  api.post(
    '/members/:number/send-receipt',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'Send a member what happened at this desk since an instant, by the ways they chose; once',
        params: byNumber,
        body: z.object({
          since: isoInstant,
          library: libraryRef.describe('of the desk'),
        }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, body.library);
      await sendReceipt(ctx, jobs, { memberNumber: params.number, since: body.since, libraryId });
      return reply.code(204).send(null);
    },
  );
}
