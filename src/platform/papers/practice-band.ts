import { join } from 'node:path';

/** What stands on every page, in the language of the house. */
const WORDS = 'RUANG LATIHAN – bukan dokumen sungguhan';

let isMarked = false;

/**
 * Called once by a process of the practice space: from then on every paper that it sets bears its band on each page, whatever the template.
 * @returns takes it off again, for tests
 */
export function markPapers(): () => void {
  isMarked = true;
  return () => {
    isMarked = false;
  };
}

/** In the foreground, so that nothing which stands on the page covers it; a template that sets its page otherwise keeps it. */
const banded = (template: string): string => `#import "/platform/typst/practice.typ": band
#set page(foreground: band(${JSON.stringify(WORDS)}))
#include ${JSON.stringify(`/${template}`)}`;

/** What is handed to the compiler for a template below `workspace`: the template itself or, in the practice space, one around it. */
export const mainFile = (
  workspace: string,
  template: string,
): { mainFilePath: string } | { mainFileContent: string } =>
  isMarked ? { mainFileContent: banded(template) } : { mainFilePath: join(workspace, template) };
