/** One group of fields of a report, by their names in small letters; of a field that stands twice the first. */
type Fields = ReadonlyMap<string, string>;

/** What a report says of one receiver. Addresses in small letters. */
export interface Failure {
  /** As the mail was addressed, and where it was to go in the end. */
  recipients: readonly string[];
  action: string;
  /** RFC 3463, as `5.1.1`; '' = it says none. */
  status: string;
  /** What the mail server said, as one line. */
  diagnostic: string;
}

/** What a report of a complaint says. */
export interface Complaint {
  /** RFC 5965: `abuse`, `not-spam`, … */
  type: string;
  recipients: readonly string[];
}

/** More receivers than one mail of ours has; of more nobody reads. */
const MOST_GROUPS = 100;
/** Servers say in one or two lines why they take nothing. */
const LONGEST_DIAGNOSTIC = 4_000;
const ADDRESS = /[^\s<>"(),;:]{1,64}@[^\s<>"(),;:]{1,190}/g;

const addressesIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map((one) => one.toLowerCase());

function fieldsOf(group: string): Fields {
  const fields = new Map<string, string>();
  for (const line of group.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}

const groupsOf = (text: string): Fields[] =>
  text
    .split(/(?:\r?\n[ \t]*){2,}/)
    .slice(0, MOST_GROUPS)
    .map(fieldsOf);

/** What a delivery status (RFC 3464) says of each receiver. */
export const readFailures = (fields: string): Failure[] =>
  groupsOf(fields).flatMap((group) => {
    const recipients = ['original-recipient', 'final-recipient'].flatMap((name) => addressesIn(group.get(name) ?? ''));
    if (recipients.length === 0) return [];
    return [
      {
        recipients,
        action: (group.get('action') ?? '').toLowerCase(),
        status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(group.get('status') ?? '')?.[0] ?? '',
        diagnostic: (group.get('diagnostic-code') ?? '')
          .slice(0, LONGEST_DIAGNOSTIC)
          .replace(/^\s*smtp\s*;\s*/i, '')
          .trim(),
      },
    ];
  });

/** What a report of a complaint (RFC 5965) says: many providers strike out the receiver in it, and leave the mail as it was. */
export function readComplaint(fields: string, original: string): Complaint {
  const [said] = groupsOf(fields);
  const head = fieldsOf(original);
  const named = ['original-rcpt-to', 'removal-recipient'].map((name) => said?.get(name) ?? '');
  return {
    type: (said?.get('feedback-type') ?? '').toLowerCase(),
    recipients: [...named, head.get('to') ?? ''].flatMap(addressesIn),
  };
}
