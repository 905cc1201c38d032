import nodemailer from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}
export interface Mailer {
  /** False where no mail server is set up: pages then do not offer e-mail. */
  readonly available: boolean;
  send(mail: Mail): Promise<void>;
}

/** @param smtpUrl e.g. `smtp://user:pass@host:587`; null = no mail leaves this machine */
export function createMailer(smtpUrl: string | null, from: string): Mailer {
  if (!smtpUrl) {
    return {
      available: false,
      send: () => Promise.reject(new Error('no mail server is set up (SMTP_URL)')),
    };
  }
  const transport = nodemailer.createTransport(smtpUrl);
  return {
    available: true,
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}
