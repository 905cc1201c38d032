import type { AskedKind } from '#platform/background/heavy';
import { LIBRARY_WARNINGS, warningsAsked } from './ask-warnings.ts';
import { issueWarnings } from './issue-warnings.ts';

/** The other end of `askWarnings`, in the worker. */
const libraryWarnings: AskedKind = {
  kind: LIBRARY_WARNINGS,
  async run(ctx, input, _services, report) {
    const warned = await issueWarnings(ctx, warningsAsked.parse(input).libraryId, report);
    const body = new TextEncoder().encode(JSON.stringify(warned));
    return { fileName: 'peringatan.json', mediaType: 'application/json', body };
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [libraryWarnings];
