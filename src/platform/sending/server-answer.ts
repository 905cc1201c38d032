/** What a mail server answered when it took no mail. */
export interface ServerAnswer {
  /** To which command: `MAIL FROM`, `RCPT TO` (for whom the mail is), `DATA`, …; '' = to none that is known. */
  command: string;
  /** RFC 5321: 4yz not now, 5yz never. */
  code: number;
  /** RFC 3463, as `5.1.1`; '' = it says none. */
  status: string;
  /** All of it as one line, its number first. Addresses mostly stand in it. */
  said: string;
}

/** Servers say in one or two lines why they take nothing. */
const LONGEST = 4_000;
/** RFC 5321 section 3.8: by 421 the server says that it closes, whatever it was asked. */
const CLOSING = 421;

const stringIn = (error: Error, name: 'command' | 'response'): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
};

/** Reads what the mail server answered from an error of nodemailer; null: it answered nothing. */
export function readAnswer(error: unknown): ServerAnswer | null {
  if (!(error instanceof Error) || !('responseCode' in error) || typeof error.responseCode !== 'number') return null;
  const response = stringIn(error, 'response').slice(0, LONGEST);
  return {
    command: stringIn(error, 'command'),
    code: error.responseCode,
    status: /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\S)/.exec(response)?.[1] ?? '',
    // each further line begins with the number again
    said: response.replaceAll(/\s*\n\d{3}[ -]?/g, ' ').trim(),
  };
}

/** An answer to what belongs to this mail alone. */
export const isAboutTheMail = ({ command, code }: ServerAnswer): boolean =>
  code !== CLOSING && /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command);
