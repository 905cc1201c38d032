export { countBounces } from './count-bounces.ts';
export { judgeLetter } from './rules/preflight.ts';
export { askTxt } from './sender/ask-txt.ts';
export { checkSender } from './sender/check-sender.ts';
export { dkimSource } from './sender/dkim-of.ts';
export { makeMailKey } from './sender/make-key.ts';
export { countSealedMailKeys, resealMailKeys } from './sender/seal-key.ts';
export { mailHealth } from './sender/view-sender.ts';
